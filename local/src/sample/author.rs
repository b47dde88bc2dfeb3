//! Who writes, and with what: invented people, and devices that are on sale.

use rand::{RngExt, rngs::StdRng, seq::IndexedRandom};
use shared::domain::Timestamp;

/// Family names and given names are common ones, put together at random: nobody is meant.
const FAMILY: [&str; 20] = [
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马",
    "罗",
];
const GIVEN: [&str; 24] = [
    "伟", "芳", "娜", "敏", "静", "磊", "洋", "勇", "艳", "杰", "涛", "明", "超", "霞", "平", "雨桐", "子涵", "欣怡",
    "浩然", "思远", "一诺", "梓萱", "建国", "晓燕",
];
/// The same in letters, for e-mail addresses.
const SPELLED: [&str; 12] = ["wang", "li", "zhang", "liu", "chen", "yang", "zhao", "huang", "zhou", "wu", "lin", "he"];
const ENGLISH: [&str; 20] = [
    "Alex", "Amira", "Ben", "Carla", "Chen", "Dana", "Emre", "Fatima", "Grace", "Hugo", "Ines", "Jonas", "Kofi",
    "Lena", "Marta", "Noor", "Omar", "Priya", "Sofia", "Tom",
];
const INITIALS: &[u8] = b"ABCDEFGHKLMNPRSTW";

/// Model, system, and what it is.
const DEVICES: [Device; 12] = [
    Device { model: "iPhone 14", system: "iOS 18.5", form: Form::Phone },
    Device { model: "iPhone 15 Pro", system: "iOS 26.0", form: Form::Phone },
    Device { model: "iPhone SE", system: "iOS 17.7", form: Form::Phone },
    Device { model: "HUAWEI Mate 60", system: "HarmonyOS 4.2", form: Form::Phone },
    Device { model: "HUAWEI nova 12", system: "HarmonyOS 5.0", form: Form::Phone },
    Device { model: "Xiaomi 14", system: "Android 15", form: Form::Phone },
    Device { model: "OPPO Reno11", system: "Android 14", form: Form::Phone },
    Device { model: "vivo X100", system: "Android 14", form: Form::Phone },
    Device { model: "iPad Air", system: "iPadOS 18.5", form: Form::Phone },
    Device { model: "Chrome 139", system: "Windows 11", form: Form::Browser },
    Device { model: "Edge 138", system: "Windows 10", form: Form::Browser },
    Device { model: "Safari 18", system: "macOS 15", form: Form::Browser },
];

/// What somebody holds in their hands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A phone or a tablet.
    Phone,
    /// A browser on a computer.
    Browser,
}

/// A device.
#[derive(Debug, Clone, Copy)]
pub(super) struct Device {
    /// Its model, or a browser's name.
    pub model: &'static str,
    /// Its operating system.
    pub system: &'static str,
    /// What it is.
    pub form: Form,
}

/// A device of this form.
pub(super) fn device(form: Form, chance: &mut StdRng) -> Device {
    loop {
        let device = DEVICES[chance.random_range(0..DEVICES.len())];
        if device.form == form {
            return device;
        }
    }
}

/// The version that was out at a time: one a month, with three patches.
pub(super) fn version(at: Timestamp, now: Timestamp, chance: &mut StdRng) -> String {
    let months_ago = (now.ms() - at.ms()) / (30 * 24 * 3_600_000);
    format!("3.{}.{}", 7_u64.saturating_sub(months_ago), chance.random_range(0..3))
}

/// A name.
pub(super) fn name(chinese: bool, chance: &mut StdRng) -> String {
    if chinese {
        return pick(&FAMILY, chance).to_owned() + pick(&GIVEN, chance);
    }
    let initial = char::from(*INITIALS.choose(chance).unwrap_or(&b'A'));
    format!("{} {initial}.", pick(&ENGLISH, chance))
}

/// An e-mail address at a domain that is nobody's (RFC 2606; `example.cn` is CNNIC's own).
pub(super) fn email(chinese: bool, chance: &mut StdRng) -> String {
    let number = chance.random_range(1..1_000);
    if chinese {
        let domain = if chance.random_bool(0.5) { "example.com" } else { "example.cn" };
        return format!("{}{number}@{domain}", pick(&SPELLED, chance));
    }
    format!("{}.{number}@example.com", pick(&ENGLISH, chance).to_lowercase())
}

/// A phone number of the block 138-0000, which documents show and nobody is reached by.
pub(super) fn phone(chance: &mut StdRng) -> String {
    format!("138-0000-{:04}", chance.random_range(0..10_000))
}

/// Any way to reach somebody, as people type it into a free field.
pub(super) fn reach(chinese: bool, chance: &mut StdRng) -> String {
    match chance.random_range(0..3) {
        0 => email(chinese, chance),
        1 if chinese => format!("手机 {}", phone(chance)),
        1 => format!("+86 {}", phone(chance)),
        _ => format!("{} example_{:04}", if chinese { "微信" } else { "WeChat" }, chance.random_range(0..10_000)),
    }
}

fn pick(words: &[&'static str], chance: &mut StdRng) -> &'static str {
    words.choose(chance).copied().unwrap_or_default()
}
