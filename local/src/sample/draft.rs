//! What is submitted, in the manner of the wire that it comes in by.

use rand::{RngExt, rngs::StdRng, seq::IndexedRandom};
use serde_json::{Value, json};
use shared::domain::{Contact, Draft, Email, Faults, Kind, Metadata, Timestamp, limits::OPINION_CONTENT_CHARS};

use super::{
    author::{self, Form},
    compose::Setting,
    scenario::Scenario,
    text,
};
use crate::error::{Error, Result};

/// Pages of an app, as the app names them.
const PAGES: [&str; 5] =
    ["pages/index/index", "pages/inbox/list", "pages/me/profile", "pages/kb/article", "pages/form/submit"];

/// The wires' manners.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flavour {
    /// `message_board`: a web page that anybody sees. A kind, perhaps a name and an address.
    Board,
    /// `opinion_box`: an app with a token. A title, a channel, metadata, and no kind.
    Opinion,
    /// An app that says which faults it saw, as the native wire and WeChat's do.
    App,
}

impl Flavour {
    pub(super) fn of(scenario: &Scenario, chance: &mut StdRng) -> Self {
        // A page of the message board is only on the message board.
        let board = if scenario.source == "general" { 25 } else { 75 };
        match chance.random_range(0..100) {
            n if n < board => Self::Board,
            n if n < board + (100 - board) / 2 => Self::Opinion,
            _ => Self::App,
        }
    }

    fn sources(self) -> &'static [&'static str] {
        match self {
            Self::Board => &["general"],
            Self::Opinion => &["mobile_app", "mobile_app", "web_portal", "kiosk"],
            Self::App => &["mini_program", "mini_program", "mobile_app", "web", "bot"],
        }
    }
}

/// A draft.
pub(super) fn draft(setting: &mut Setting, at: Timestamp, chance: &mut StdRng) -> Result<Draft> {
    let (scenario, flavour) = (setting.scenario, setting.flavour);
    let source = match flavour {
        Flavour::Board => scenario.source,
        Flavour::Opinion | Flavour::App => flavour.sources().choose(chance).copied().unwrap_or("web"),
    };
    let kind = match flavour {
        Flavour::Opinion => Kind::Other,
        Flavour::Board => scenario.kind.with_faults(Faults::default()),
        Flavour::App => scenario.kind.with_faults(scenario.faults.iter().copied().collect()),
    };
    let content = text(&content(setting, chance))?;
    let mut draft = Draft { contact: contact(setting, chance)?, ..Draft::new(kind, content, text(source)?) };
    match flavour {
        Flavour::Board => draft.public = true,
        Flavour::Opinion => {
            draft.title = Some(text(&setting.text("title", chance))?);
            draft.metadata = metadata(setting, chance)?;
        }
        Flavour::App => app(&mut draft, setting, at, chance)?,
    }
    Ok(draft)
}

/// What an app adds that reports faults itself.
fn app(draft: &mut Draft, setting: &Setting, at: Timestamp, chance: &mut StdRng) -> Result<()> {
    draft.metadata = metadata(setting, chance)?;
    if setting.is_fault() {
        draft.occurred_at = Some(Timestamp::from_ms(at.ms() - chance.random_range(60_000..3_600_000)));
        draft.page = PAGES.choose(chance).copied().map(text).transpose()?;
        draft.log_consent = chance.random_bool(0.4);
        draft.system_info = json_object(&json!({"model": setting.device.model, "system": setting.device.system}))?;
    }
    Ok(())
}

/// The scenario's words; some people add code, markup or a smile, and some a whole page.
fn content(setting: &mut Setting, chance: &mut StdRng) -> String {
    let mut content = setting.text("content", chance);
    let extra = match chance.random_range(0..100) {
        0..4 => Some((" ", "emoji")),
        4..7 => Some(("\n", "html")),
        7..10 if setting.is_fault() => Some(("\n", "code")),
        10..13 => return whole_page(&content, setting, chance),
        _ => None,
    };
    if let Some((between, section)) = extra {
        content = content + between + &setting.draw.text(section, chance);
    }
    content
}

/// Up to the 2,000 characters that every wire takes.
fn whole_page(content: &str, setting: &mut Setting, chance: &mut StdRng) -> String {
    let mut page = content.to_owned();
    for _ in 0..chance.random_range(3..9) {
        let paragraph = setting.draw.again("paragraph", chance);
        if page.contains(&paragraph) {
            continue;
        }
        if page.chars().count() + paragraph.chars().count() + 2 > OPINION_CONTENT_CHARS {
            break;
        }
        page = page + "\n\n" + &paragraph;
    }
    page
}

fn contact(setting: &Setting, chance: &mut StdRng) -> Result<Contact> {
    let chinese = setting.chinese;
    let mut contact = Contact::default();
    match setting.flavour {
        Flavour::Opinion => {
            if chance.random_bool(0.6) {
                contact.other = Some(text(&author::reach(chinese, chance))?);
            }
            return Ok(contact);
        }
        Flavour::App => {
            contact.openid = Some(text(&format!("o-sample-{:08x}", chance.random::<u32>()))?);
            if chance.random_bool(0.3) {
                contact.phone = Some(text(&author::phone(chance))?);
            }
        }
        Flavour::Board => {}
    }
    if chance.random_bool(0.7) {
        contact.name = Some(text(&author::name(chinese, chance))?);
    }
    if chance.random_bool(0.5) {
        contact.email = Some(email(&author::email(chinese, chance))?);
    }
    Ok(contact)
}

fn email(address: &str) -> Result<Email> {
    Email::parse(address).map_err(|reason| Error::new(format!("the sample address {address} {reason}")))
}

/// What an app knows of itself and of where it runs; some say nothing.
fn metadata(setting: &Setting, chance: &mut StdRng) -> Result<Option<Metadata>> {
    let (device, version) = (setting.device, &setting.version);
    let network = if chance.random_bool(0.6) { "wifi" } else { "5g" };
    let screen = if device.form == Form::Phone { [1170, 2532] } else { [1920, 1080] };
    let locale = if setting.chinese { "zh-CN" } else { "en-US" };
    json_object(&match chance.random_range(0..4) {
        0 => return Ok(None),
        1 => json!({"app_version": version, "device_model": device.model}),
        2 => json!({"app_version": version, "device_model": device.model, "os": device.system, "network": network}),
        _ => json!({"app_version": version, "os": device.system, "locale": locale, "screen": screen}),
    })
}

fn json_object(value: &Value) -> Result<Option<Metadata>> {
    let object = Metadata::from_json(&value.to_string());
    object.map(Some).map_err(|reason| Error::new(format!("the sample metadata {reason}")))
}
