//! What people write, put together from a few words.

use local::error::{Error, Result};
use shared::domain::{Contact, Draft, Email, Metadata, Reason, Source, text::Text};

use super::Row;

const WHEN: [&str; 6] = ["今天早上开始", "更新到新版本之后", "从昨天下午起", "这周以来", "刚才", "换了新手机以后"];
const WHERE: [&str; 8] = ["首页", "消息列表", "个人中心", "知识库", "设置页面", "审批页面", "课程列表", "通讯录"];
const WHAT: [&str; 10] = [
    "点进去两三秒就退回桌面,没有任何提示",
    "一直转圈,等了一分钟也没有打开",
    "希望增加夜间模式,晚上看着太亮了",
    "文字挤在一起,最后一行看不见",
    "请问怎样导出上个月的记录?",
    "希望能按时间和分类一起筛选",
    "滚动起来一卡一卡的,别的应用都正常",
    "打开以后是一片白,要杀掉进程重开",
    "请问管理员的权限在哪里设置?",
    "提交以后没有回音,不知道有没有收到",
];
const MORE: [&str; 5] = [
    "",
    "每次都这样。",
    "重启以后好一会儿又这样,偶尔也会自己恢复,没有找到规律。",
    "同事的手机上也是一样的,我们都在用同一个版本,网络换过也没有用。",
    "麻烦尽快看一下,谢谢!",
];
const NAMES: [&str; 6] = ["张三", "李四", "王小明", "赵敏", "Chen Wei", "刘洋"];

/// A draft. Chance has no part in it: of the digits of an id the lower ones are chance enough.
pub(super) fn draft(row: &Row, source: Source) -> Result<Draft> {
    let number = row.id.number();
    let mut digits = usize::try_from(number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 24).unwrap_or_default();
    let mut one_of = |all: usize| {
        let place = digits % all;
        digits /= all;
        place
    };
    let content = [WHEN[one_of(6)], ",", WHERE[one_of(8)], WHAT[one_of(10)], "。", MORE[one_of(5)]].concat();
    let mut draft = Draft::new(row.kind, parsed(&content, Text::parse)?, source);
    let mut contact = Contact::default();
    if one_of(10) < 6 {
        contact.name = Some(parsed(NAMES[one_of(6)], Text::parse)?);
    }
    if one_of(10) < 4 {
        contact.email = Some(parsed(&format!("user{}@example.com", number % 100_000), Email::parse)?);
    }
    if one_of(10) < 5 {
        draft.metadata =
            Some(parsed(r#"{"app_version":"3.2.1","os":"Android 15","network":"wifi"}"#, Metadata::from_json)?);
    }
    Ok(Draft { contact, wechat_type: row.wechat_type, public: row.public, ..draft })
}

/// A word of ours in its domain type, which it never fails to be.
pub(super) fn parsed<T>(word: &str, parse: impl Fn(&str) -> std::result::Result<T, Reason>) -> Result<T> {
    parse(word).map_err(|reason| Error::new(format!("the word {word:?} {reason}")))
}
