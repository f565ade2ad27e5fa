//! Words that hold a numeral's character and are no number: idioms, adverbs, names. And the fixed slogans.
//!
//! Each table says where it comes from. Words are parted by blanks; a line holds those of one numeral.

use crate::text::lexicon::Lexicon;
use std::sync::LazyLock;

/// Adverbs, idioms and function words that begin with a numeral. Source: the guide's list of what is no
/// number, then a reading of reports of all tiers from 1956 to 2026.
const IDIOMS: &[&str] = &[
    "一些 一批 一大批 一定 一直 一般 一样 一起 一道 一致 一切 一流 一线 一手 一把手",
    "一站式 一次性 一系列 一方面 一部分 一部份 一旦 一律 一向 一带一路 一同 一举 一度",
    "一时 一共 一贯 一再 一边 一面 一点 一心 一身 一路 一味 一揽子 一门式 一轮 一环",
    "一池 一众 一整套 一篮子 一侧 一刻 一期一会 一产 一业 一角 一隅 一席 一应 一经 一跃",
    "一派 一股 一阵 一生 一代又一代 一如既往 一以贯之 一马当先 一鼓作气 一脉相承 一丝不苟",
    "一视同仁 一抓到底 一诺千金 一往无前 一锤定音 一蹴而就 一帆风顺 一目了然 一揽 一体化",
    "一体推进 一体建设 一步一个 一步到位 一齐 一概 一并 一瞬 一番 一下 一块 一点一滴",
    "一砖一瓦 一草一木 一言一行 一举一动 一心一意 一分一秒 一分为二 一年一度 一年比一年",
    "一天比一天 一代比一代 一年之计 一年级 一天天 一大早 一代代 一个个 一项项 一桩桩 一件件",
    "一幕幕 一张张 一步步 一次次 一户户 一条龙 一刀切 一竿子 一盘棋 一股脑 一家亲 一家人",
    "一口气 一份份 一键 一口价 一元化 一级 一孩 一人一 一日游 一名名 一半导体",
    "二氧化 二环 二次元 二次供水 二次创业 二次污染 二手 二孩 二胎 二维码 二线 二产 二元",
    "二战 二噁英 二审 二者 二连 二道 二郎 二话 二级市场 二把手 二甲 二级 二七 二级甲等",
    "三亚 三峡 三门峡 三明 三沙 三角 三江 三星 三元 三水 三台 三原 三河 三穗 三都 三甲",
    "三产 三军 三伏 三思 三板 三环 三轮车 三轮摩托 三方 三北 三文鱼 三里屯 三湘 三晋",
    "三秦 三联 三孩 三者 三番五次 三令五申 三心二意 三七 三审 三聚 三次产业 三元区",
    "三位一体 三更 三级甲等 三级医院",
    "四川 四平 四季 四周 四面八方 四方 四海 四通八达 四肢 四会 四子王 四合院 四书 四处",
    "四邻 四射 四起 四溢 四两拨千斤 四环 四氟",
    "五台山 五指山 五金 五谷 五粮 五华 五莲 五常 五家渠 五保 五星 五彩 五湖四海 五角",
    "五一 五四 五原 五河 五峰 五大连池 五官 五险 五洲 五羊 五环 五线谱 五味 五道口",
    "五道庙 五花八门 五湖 五桂",
    "六安 六盘水 六合 六和 六朝 六枝 六横 六盘山 六堡 六氟 六一 六畜",
    "七星 七台河 七夕 七彩 七里 七嘴八舌 七一 七十二变",
    "八大山人 八达岭 八一 八宿 八卦 八里 八步 八角 八公山 八方 八宝 八大处 八路军 八旗",
    "八仙 八桂 八闽",
    "九江 九寨沟 九龙 九华 九台 九州 九亭 九牧 九曲 九原 九里 九乡 九三学社 九洲 九阳",
    "九天 九宫 九折 九派",
    "十堰 十分 十足 十全 十字 十里 十方 十渡 十八洞 十三陵 十指 十年树木 十年寒窗 十年磨",
    "十年如一日 十恶 十拿 十万火急 十月革命 十一黄金周 十一长假 十有八九",
    "两位数 两岸 两侧 两旁 两地 两翼 两端 两边 两手 两用 两难 两会 两江 两广 两淮 两湖",
    "两头 两者 两面 两极 两栖 两性 两型 两全 两委 两新 两当 两法 两院 两房 两相 两肺",
    "两码 两高一 两癌 两性关系 两两",
    "百姓 百货 百花 百家争鸣 百年大计 百年树人 百年未有 百年变局 百年不遇 百年老 百科 百合",
    "百般 百色 百万庄 百炼 百舸 百尺竿头 百折 百倍 百团 百度 百事 百战 百废 百川 百善",
    "百业 百废待兴 百花齐放 百无 百感 百媚 百步 百里挑一 百里 百年",
    "千方百计 千家万户 千头万绪 千门万户 千门 千军万马 千山 千岛湖 千里 千秋 千辛万苦 千古",
    "千年 千载 千禧 千帆 千言 千钧 千锤百炼 千差万别 千丝万缕 千变万化 千真万确 千百年",
    "千百万 千行百业 千城百",
    "万户 万众 万象 万物 万里 万家灯火 万家 万达 万科 万宁 万州 万事 万一 万能 万丈",
    "万紫千红 万水千山 万全 万源 万国 万盛 万福 万有 万古 万民 万安 万载 万年 万荣 万向",
    "万泉 万江 万人空巷 万无 万千 万象更新 万分 万隆 万华 万马 万象城 万宝 万绿",
    "亿万",
];

/// What stands right before a numeral and makes one word with it.
const BEFORE: &[&str] = &[
    "统一 唯一 惟一 同一 单一 之一 逐一 专一 划一 归一 合一 如一 不一 万一 择一 星期一",
    "进一 新一 另一 这一 某一 任一 每一 那一 哪一 闻一 长三 珠三 环一 清一 前一 后一",
    "下一 上一 数一 始终如一 百里挑一 说一 知行合一 张三 丢三 再三",
    "接二 独一 店小二 无一 表里如一 老三 新三 新四",
];

/// Slogans that stand without quotation marks and still name a fixed set.
const SLOGANS: &[&str] = &[
    "一国两制 一岗双责 一府两院 一委两院 一中一台 一个中国",
    "三大攻坚战 三大战略 三条红线 三条控制线 三重一大 三农 三公 三去一降一补 三严三实",
    "三区三线 三线一单 三网融合 三保 三支一扶 三下乡 三品一标 三个代表 三通 三权分置",
    "三医联动 三个有利于 三通一平 三无 三废 三包 三防 三同时 三位一体 三好学生",
    "四个意识 四个自信 四个全面 四风 四不摘 四好农村路 四议两公开 四不两直 四个服务",
    "四项基本原则 四化 四大家鱼 四旁 四位一体 四有",
    "五位一体 五个一批 五级书记 五个统筹 五讲四美 五通一平 五好",
    "六稳 六保 六个精准 六税两费",
    "七通一平",
    "八项规定 八荣八耻",
    "九二共识",
    "十百千 十百千万 十佳",
    "两个维护 两个确立 两学一做 两不愁三保障 两化融合 两弹一星 两非 两癌 两品一标 两个一百年",
    "两纲 两基 两免一补 两票制 两个毫不动摇 两高一剩 两高一低 两高一资",
    "百千万工程",
    "千村示范万村整治",
];

pub(super) static IDIOM: LazyLock<Lexicon<()>> = LazyLock::new(|| plain(IDIOMS));
pub(super) static SLOGAN: LazyLock<Lexicon<()>> = LazyLock::new(|| plain(SLOGANS));

/// Words that end with the numeral's first character.
pub(super) static WORD_BEFORE: LazyLock<Lexicon<()>> =
    LazyLock::new(|| Lexicon::backward(words(BEFORE).map(|word| (word, ()))));

fn plain(table: &'static [&'static str]) -> Lexicon<()> {
    Lexicon::forward(words(table).map(|word| (word, ())))
}

/// The words of a table, whose lines hold several each.
fn words(table: &'static [&'static str]) -> impl Iterator<Item = &'static str> {
    table.iter().flat_map(|line| line.split(' '))
}

/// What follows the short name of a five-year plan (六五计划, 九五期间).
pub(super) static PLAN_WORDS: LazyLock<Lexicon<()>> =
    LazyLock::new(|| plain(&["计划", "规划", "期间", "时期", "末", "以来", "普法", "纲要"]));
