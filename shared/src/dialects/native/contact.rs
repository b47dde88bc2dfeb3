//! How to reach the author, in requests and answers.

use serde::{Deserialize, Serialize};

use super::field::Field;
use crate::domain::{Contact, Email, Error, Name, contact::Reach};

/// How to reach the person. Fields that are empty count as not given.
#[derive(Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "NewContact"))]
pub(super) struct ContactBody {
    /// Name.
    #[serde(default)]
    name: Field<Name>,
    /// E-mail address.
    #[serde(default)]
    email: Field<Email>,
    /// Phone number.
    #[serde(default)]
    phone: Field<Reach>,
    /// The person's identity in the app.
    #[serde(default)]
    openid: Field<Reach>,
    /// What the person is called there.
    #[serde(default)]
    nickname: Field<Reach>,
    /// The person's picture there.
    #[serde(default)]
    head_url: Field<Reach>,
    /// Anything else.
    #[serde(default)]
    other: Field<Reach>,
}

impl ContactBody {
    pub fn into_contact(self) -> Result<Contact, Error> {
        Ok(Contact {
            name: self.name.named("contact.name").optional(Name::parse)?,
            email: self.email.named("contact.email").optional(Email::parse)?,
            phone: self.phone.named("contact.phone").optional(Reach::parse)?,
            openid: self.openid.named("contact.openid").optional(Reach::parse)?,
            nickname: self.nickname.named("contact.nickname").optional(Reach::parse)?,
            head_url: self.head_url.named("contact.head_url").optional(Reach::parse)?,
            other: self.other.named("contact.other").optional(Reach::parse)?,
        })
    }
}

/// How to reach the person. What was not given is left out.
#[derive(Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Contact"))]
pub(super) struct ContactShape {
    /// Name.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// E-mail address; masked for those below agent who are not its author.
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    /// Phone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<String>,
    /// The person's identity in the app.
    #[serde(skip_serializing_if = "Option::is_none")]
    openid: Option<String>,
    /// What the person is called there.
    #[serde(skip_serializing_if = "Option::is_none")]
    nickname: Option<String>,
    /// The person's picture there.
    #[serde(skip_serializing_if = "Option::is_none")]
    head_url: Option<String>,
    /// Anything else.
    #[serde(skip_serializing_if = "Option::is_none")]
    other: Option<String>,
}

impl ContactShape {
    /// Everything, for the team and the author.
    pub fn whole(contact: &Contact) -> Self {
        let reach = |reach: &Option<Reach>| reach.as_ref().map(ToString::to_string);
        Self {
            name: contact.name.as_ref().map(ToString::to_string),
            email: contact.email.as_ref().map(|email| email.as_str().to_owned()),
            phone: reach(&contact.phone),
            openid: reach(&contact.openid),
            nickname: reach(&contact.nickname),
            head_url: reach(&contact.head_url),
            other: reach(&contact.other),
        }
    }

    /// What anybody may see: the masked address.
    pub fn masked(contact: &Contact) -> Self {
        Self { email: contact.email.as_ref().map(Email::masked), ..Self::default() }
    }
}
