//! The words by which a clause shows what it is: verbs by how hard they bind, adverbs, openings, endings.
//!
//! Plain tables: adding a word is adding it to a line. A word may stand in several groups (建设 is a firm verb
//! and a noun). Sources: the strength classes follow the labelling guide of this project (确保 完成 新增 are
//! firm, 力争 推动 加快 intended, 探索 研究 鼓励 exploratory) and the usual coding of targets in the literature
//! (Chang, Wang & Xiong, BPEA 2025: 确保 and 以上 hard, 力争 and 左右 soft); the words are those that open
//! clauses of plans in government work reports since 1978, the most frequent first.

/// What a word can be in a clause; a set of them, because most words can be several things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Sense(u64);

impl Sense {
    /// Whether the word is anything that `other` names.
    pub fn is(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Everything that either is.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    const fn bit(n: u32) -> Self {
        Self(1 << n)
    }

    /// A verb that binds.
    pub const FIRM: Self = Self::bit(0);
    /// A verb of direction and effort.
    pub const INTENDED: Self = Self::bit(1);
    /// A verb of trying.
    pub const EXPLORATORY: Self = Self::bit(2);
    /// Any verb.
    pub const VERB: Self = Self::FIRM.or(Self::INTENDED).or(Self::EXPLORATORY);
    /// A verb that is as often a noun (…建设, …服务), so that behind a subject others come first.
    pub const NOMINAL: Self = Self::bit(3);
    /// A verb whose object is there or not there when the year is over.
    pub const DELIVERY: Self = Self::bit(4);
    /// A verb whose object goes up or down.
    pub const DEGREE: Self = Self::bit(5);
    /// A verb that tells what an action is good for, when it stands behind one.
    pub const PURPOSE: Self = Self::bit(6);
    /// What may stand before the verb and says nothing: 要, 我们要, 同时.
    pub const OPENING: Self = Self::bit(7);
    /// An adverb.
    pub const ADVERB: Self = Self::bit(8);
    /// An adverb of effort: even a firm verb only strives under it.
    pub const EFFORT: Self = Self::bit(9);
    /// An adverb of manner without an end: 不断, 进一步.
    pub const ENDLESS: Self = Self::bit(10);
    /// A word that opens an adverbial lead-in: 围绕, 依托.
    pub const LEAD_IN: Self = Self::bit(11);
    /// A verb of using a means (发挥…作用): a lead-in when what is used is abstract.
    pub const MEANS: Self = Self::bit(12);
    /// What opens a declaration of attitude.
    pub const ATTITUDE: Self = Self::bit(13);
    /// A mark of description: 是, 面临.
    pub const DESCRIPTION: Self = Self::bit(14);
    /// A noun of degree or state, which nobody can tick off: 水平, 格局.
    pub const ABSTRACT: Self = Self::bit(15);
    /// A noun of attitude: 意识, 精神.
    pub const SPIRIT: Self = Self::bit(16);
    /// A noun of means: 作用, 优势.
    pub const RESOURCE: Self = Self::bit(17);
    /// A mechanism: building one cannot be ticked off.
    pub const MECHANISM: Self = Self::bit(18);
    /// All-or-nothing wording that anyone can check: 全覆盖, 上市.
    pub const CHECKABLE: Self = Self::bit(19);
    /// A document or programme that is issued.
    pub const DOCUMENT: Self = Self::bit(20);
    /// A building, body or event that stands or takes place.
    pub const FACILITY: Self = Self::bit(21);
    /// By when.
    pub const DEADLINE: Self = Self::bit(22);
    /// The heading words of a guiding thought.
    pub const GUIDING: Self = Self::bit(23);
    /// The word that opens a list of targets.
    pub const TARGETS: Self = Self::bit(24);
    /// A preposition that opens a phrase before the verb.
    pub const PREPOSITION: Self = Self::bit(25);
    /// Who answers for it.
    pub const ANSWERABLE: Self = Self::bit(26);
    /// A word of situation: a sentence about it describes.
    pub const SITUATION: Self = Self::bit(27);
    /// The opening of one item of a list in running text: 一是.
    pub const ITEM: Self = Self::bit(28);
    /// A word at the edge of an indicator that says whose or when, not what: 全市.
    pub const FRAME: Self = Self::bit(29);
    /// A noun at the edge of an indicator that every second clause has: 工程.
    pub const GENERIC: Self = Self::bit(30);
    /// A noun that tells one indicator from another inside it and nothing on its own: 城镇.
    pub const BARE: Self = Self::bit(31);
    /// In a review, what lies ahead or is still wrong.
    pub const NOT_YET: Self = Self::bit(32);
    /// What a phrase of scope ends in: 在…方面, 在…基础上.
    pub const SCOPE: Self = Self::bit(33);
    /// What an object ends in that promises no more than to do the work: 各项工作.
    pub const WHOLE_WORK: Self = Self::bit(34);
    /// A particle of what is done: 了.
    pub const PAST: Self = Self::bit(35);
    /// 是 between two nouns.
    pub const COPULA: Self = Self::bit(36);
    /// What announces a list: 以下方面.
    pub const FOLLOWS: Self = Self::bit(37);
    /// What makes a figure a share of something.
    pub const SHARE: Self = Self::bit(38);
}

/// One group: its words, parted by blanks, and what they are.
pub type Group = (Sense, &'static str);

/// All groups.
pub const GROUPS: &[Group] = &[
    // Firm: the object is there when the verb is done.
    (
        Sense::FIRM.or(Sense::DELIVERY),
        "完成 全面完成 建成 新建 扩建 改建 改扩建 迁建 续建 复建 建好 建起 新增 增设 增开 加装 增配 开工 \
         开工建设 竣工 投用 投产 通车 开通 贯通 开业 开园 开馆 开放 启动 启用 启动实施 发布 公布 印发 \
         出台 制定 制订 编制 编印 修订 颁布 设立 成立 组建 划定 划设 举办 召开 承办 举行 主办 筹办 办好 \
         办成 引入 落户 落成 交付 交房 入驻 上线 上马 揭牌 挂牌 认定 评选 评定 创成 建成投用 建成投产 \
         完工 收官 通过验收 新开 新建成 新启动 新开工 启动建设 实现 发起设立 组建成立 建成开放 建成通车 \
         建成使用 交付使用 投入使用 竣工验收 建成并投入使用 获批 获评",
    ),
    (
        Sense::FIRM,
        "确保 保证 务必 必须 落实 贯彻落实 落实好 实施 组织实施 实施好 执行 开展 组织开展 开展好 建立 \
         建立健全 建立完善 建立起 做好 抓好 抓实 抓紧抓好 打好 打赢 打造 创建 拆除 整治 改造 改造提升 \
         修缮 修复 修建 修编 铺设 敷设 架设 种植 栽植 植树 造林 发放 补贴 补助 培养 培训 轮训 选派 选聘 \
         招聘 招录 提供 组织 纳入 实行 推行 全面推行 严守 严控 严查 严管 控制 控制在 杜绝 消除 查处 打击 \
         严厉打击 清理 清退 清运 关停 关闭 取缔 淘汰 置换 做到 提出 设计 整合 连通 联通 配备 配置 配齐 \
         安装 更新 更换 达到 保持 保持在 稳定在 增长 下降 减少 降低 压缩 缩短 取消 下放 公开 兑现 拨付 \
         安排 投入 投放 筹集 归集 争取到位 签订 签约 推出 开设 开办 增加 增至 提供好 收储 供应 出让 征收 \
         搬迁 安置 回迁 分配 办理 办结 处置 复垦 绿化 疏浚 排查 抽检 抽查 巡查 监测 通报 当好 守住 守好 \
         守牢 兜牢 兜住 管好 用足 用好 量身定制 定制 搭建 树立 建设 编写 编撰 拉动 收回 收购 回购 \
         接入 覆盖 创评 评比 表彰 奖励 资助 救助 减免 免除 免费 清零 销号 整改 紧抓 狠抓 夺取 超额完成 \
         如期完成 按期完成 提前完成 全部完成 基本完成 不低于 不超过 不少于 达标 合理布局 布局 布设 增殖 \
         调出 退出 脱贫 脱贫摘帽 摘帽 坚守 恢复 恢复建设 重建 迁移 改善提升 开垦 设置 完成好 消化 聘用 \
         聘请 严惩 惩治 保留 构筑 推介 抓 突出抓好 重点抓好 建 修 种 办 设 增 拆 缴纳 供给 处理 \
         编配 配送 培植 养护 管护 维修 清淤 整修 硬化 美化 亮化 检修 严禁 规划建设 组建好 研发 给予 共建 \
         联合共建 合作共建 合作建设 发动 招募 焕新 化解 禁止 加密 厘清 策划 选好 选优 落地 铺开 全面铺开 \
         纠正 明确 前置 开辟 整合提升 更新改造 出版 编印好 新上 增派 轮换 搬入 迁入 收治 补种 补植 \
         选育 选拔 遴选 评估 督查 督办 通办 兜底 托底 保供 新种 打井 建档立卡 挂牌督办 公示 听取 报告 \
         帮扶 管控 纠治 革除 严防 拆并 收紧 稳妥处置 抓细 兑付",
    ),
    // Intended: a direction, not an end.
    (
        Sense::INTENDED,
        "推动 推进 统筹推进 加快推进 加快推动 加快 深化 完善 加强 加大 强化 健全 健全完善 优化 巩固 拓展 \
         拓宽 扩大 发展 培育 壮大 支持 扶持 吸引 引进 引育 招引 招商 助推 助力 加速 激发 释放 挖掘 盘活 \
         创新 改进 服务 规范 统筹 统筹抓好 协调 对接 承接 融入 参与 争创 创建国家 争取 力争 争当 谋划 \
         谋划好 推广 普及 宣传 传承 保护 关爱 关心 重视 做强 做大 做优 做精 做实 做细 擦亮 打通 破解 解决 \
         攻克 补齐 补强 防范 防控 应对 压实 扩容 提质 提质增效 转变 调整 改革 放大 延伸 丰富 建强 织密 \
         细化 细化完善 创造 压减 减轻 带动 倡导 疏解 整顿 主动设置 畅通 开拓 开发 提速 提标 提档 \
         促成 申报 申请 跟进 深挖 集聚 聚集 汇聚 培优 培强 引领 建优 试验 全力争创 筹建 储备 落细 用活 \
         激活 发力 实现好 严格规范 简化 精简 优先发展 适度 合作 联动 承担 支撑 倾斜 稳定 稳住 搞活 \
         搞 振兴 鼓足 集中 改变 充实 调动 组织好 节约 积累 治理 攻坚 统一 转移 加大对 发掘 强化对 \
         聚力 建设好 发展好 组织引导 动员 掀起 放宽 疏通 充分调动 升级 锻造 塑造 迭代 攻关 赋能 \
         激励 提标改造 拉长 做响 叫响 唱响 打响 抢占 抢抓实施 攀登 盘强 加固 强链 补链 延链 建链 重塑 \
         再造 牵引 聚合 联结 对标 营建 保有 维稳",
    ),
    (Sense::INTENDED.or(Sense::DEGREE), "提升 提高 增强 提振 增进 增添 引导提升"),
    (
        Sense::INTENDED.or(Sense::PURPOSE),
        "促进 保障 维护 缓解 改善 构建 营造 形成 夯实 筑牢 满足 防止 避免 方便 便利 彰显 展现 讲好 凝聚 \
         回应 巩固好 维持 焕发 造福 惠及 树牢 筑起 加深",
    ),
    (Sense::PURPOSE, "让 使 为了 以便 力促 切实让 着力让 从而 进而"),
    // Exploratory: a try.
    (
        Sense::EXPLORATORY,
        "探索 积极探索 探索建立 探索开展 研究 研究制定 研究出台 鼓励 鼓励支持 引导 引导支持 试点 试行 \
         论证 酝酿 尝试 试点建设 先行先试 支持引导 开展试点 提倡 摸索 试办",
    ),
    // Verbs that are as often nouns.
    (
        Sense::NOMINAL,
        "建设 发展 服务 支持 保障 提升 改造 创新 整治 治理 试点 研究 引导 管理 规划 设计 合作 投资 改革 \
         开放 保护 传承 培训 监测 检查 排查 供应 分配 安置 搬迁 征收 修复 修缮 布局 集聚 组织 增长 下降 \
         联动 绿化 宣传 开发 改善 维护 应对 防控 监督 救助 补贴 补助 奖励 覆盖 达标 更新 更换 调整 统一 \
         促进 稳定 发力 承接 对接 参与 支撑 引领 恢复 转移 攻坚 整改 整理 开工 竣工 通车 投产 投用 设置 \
         控制 保持 新建 扩建 改建 改扩建 迁建 续建 编制 修编 启动 修订 处理 养护 管护 供给 更新改造 升级 \
         攻关 评估 策划 出版 报告 化解 落地 共建",
    ),
    // Before the verb.
    (
        Sense::OPENING,
        "要 将 还要 更要 都要 就要 又要 也要 我们要 我们将 我们必须 同时 并 还 今年 明年 今年要 明年要 \
         全年 年内 今后 一要 二要 三要 四要 五要 六要 一是 二是 三是 四是 五是 六是 七是 八是 九是 十是 \
         重点是 主要是 首先 其次 第一 第二 第三 第四 政府系统要 各级政府要 政府要 另外 此外 特别是 尤其是 \
         下大力气 集中力量 一手 需要 应当 应该 应 需",
    ),
    (
        Sense::ADVERB,
        "深入 持续 继续 大力 扎实 坚决 认真 统筹 精心 科学 合理 严格 广泛 充分 高标准 高质量 高水平 \
         高起点 高效 多措并举 持之以恒 带头 主动 优先 率先 尽快 适时 逐步 及时 更加 更好 更好地 坚定 \
         坚持不懈 坚定不移 分类 分批 同步 协同 联合 深度 纵深 聚力 集中 加紧 抓紧 从严 依法 定期 常态化 \
         精准 精细 精细化 稳妥 稳妥有序 有力 有力有序 多渠道 多形式 多层次 因地制宜 一体 一体化 系统 整体 \
         强力 有序 有效 全力 全力以赴 全域 全方位 全过程 全链条 依规 按时 如期 按期 提前 新 再 至少 就近 \
         妥善 切实 全面 真正 规范 细化 一次性 分期分批 有针对性地 有计划地 积极地 创造性 创造性地 大胆 \
         放手 普遍 逐年 稳定 从根本上 严厉 狠 狠狠 紧紧 牢牢 梯次 滚动 接续 共同 协调 重点 自主 灵活 用心 \
         用力 用情 全速 提速 优质 高位 高频 动态 前瞻 超前 适度 适度超前 压茬 倒排 严密 有机 突出 \
         分门别类 适当 合力 配合 整村 千方百计 分档 综合 认真组织 全面系统 尽早 早日 坚持不懈地 扎扎实实 \
         切切实实 大力度 高度 深入细致 必须 务必 下大力气 下大力 集中力量 狠下功夫 从快 从优 高效率 统一 \
         着手 尽可能 按计划 有步骤地 稳步有序 自觉",
    ),
    (
        Sense::ADVERB.or(Sense::EFFORT),
        "积极 着力 努力 力争 争取 稳步 奋力 力求 尽力 力促 尽量 争取在 积极稳妥 积极主动 积极有序 \
         积极稳步",
    ),
    (
        Sense::ADVERB.or(Sense::ENDLESS),
        "不断 进一步 全面 切实 持续 更好 更加 始终 显著 大幅 有效 整体 充分 日益 逐步 引导",
    ),
    // Adverbial lead-ins.
    (
        Sense::LEAD_IN,
        "围绕 紧紧围绕 紧密围绕 紧扣 依托 聚焦 着眼 着眼于 立足 立足于 瞄准 对标 对照 针对 根据 按照 遵循 \
         随着 面对 适应 顺应 抢抓 抓住 紧抓机遇 把握 抓牢 牢牢把握 牢牢把握住 通过 借助 借力 秉承 秉持 \
         本着 坚持 突出 贯穿 举全区之力 举全市之力 举全县之力 举全省之力 鉴于 为实现 为确保 为完成 为此 \
         紧盯 紧密结合 结合 站在 乘着 乘势 抓好机遇 用好机遇 注重 把 在确保 在做好 在抓好 在加快 在推进 \
         在巩固 在保持 以 锚定 锁定 对接国家 抢占 寻求 积极借助 主动适应",
    ),
    (
        Sense::MEANS,
        "发挥 发挥好 充分发挥 更好发挥 积极发挥 切实发挥 利用 用好 用足 充分利用 利用好 运用 综合运用 \
         灵活运用 汇聚 凝聚 整合 调动 统筹发挥 强化 加强 突出 抢抓 抓住 把握",
    ),
    (
        Sense::RESOURCE,
        "作用 优势 力量 智慧 机遇 机会 积极性 主动性 创造性 潜力 合力 契机 政策机遇 统筹 媒介 互补 引领 \
         导向 新优势 主体作用 职能 之力 办法 手段",
    ),
    (Sense::PREPOSITION, "在 对 为 以 将 把 向 从 与 给 由 按 于 同 对于 关于 到 使 让 每 每个 各 各级 所有"),
    // Declarations of attitude.
    (
        Sense::ATTITUDE,
        "坚决维护 坚决反对 坚决防止 坚决克服 坚决贯彻 坚决拥护 坚决纠正 坚决抵制 坚决做到 自觉 自觉接受 \
         主动接受 积极接受 依法接受 牢固树立 树牢 牢记 增强“四个意识” 坚定“四个自信” 做到“两个维护” \
         始终 时刻 勇于 敢于 善于 发扬 弘扬 大力弘扬 践行 保持 永葆 砥砺 不忘 恪守 坚守 严守政治 旗帜鲜明 \
         带头树立 提高政治站位 强化政治 深刻领会 深刻领悟 学习贯彻 深入学习贯彻 认真学习 深入学习 贯彻 \
         全面贯彻 深入贯彻 认真贯彻 全面贯彻落实 深入群众 真抓实干 担当作为 苦干实干 埋头苦干 脚踏实地 \
         尽心竭力 心系 紧紧依靠 不折不扣 以身作则 让我们 我们相信 我们坚信 只要 只有 唯有 想群众 急群众 \
         真心实意 切实做到 努力做到 不断赢得 进一步赢得 赢得 对党忠诚 团结 紧密团结 共同唱响 奋力谱写 \
         谱写 开创 奋力开创 共同 高举",
    ),
    (
        Sense::SPIRIT,
        "意识 精神 理念 思想 作风 思维 信念 信心 决心 初心 使命 担当 本色 情怀 站位 自觉性 传统美德 传统 \
         核心价值观 观念 态度 姿态 干劲 形式主义 官僚主义 回潮 一致 领导 核心地位 政治纪律 宗旨 定力 热情 \
         风尚 生态观 头脑 危机感 紧迫感 使命感 责任感 忧患 风气 之风 情操 面貌 觉悟 素养 师风 行风 家风 \
         民风",
    ),
    // Description rather than promise.
    (
        Sense::DESCRIPTION,
        "面临 处于 正处于 存在 仍然 依然 意义重大 至关重要 严峻 形势 关键一年 之年 关键之年 关键时期 \
         攻坚期 挑战 不确定 不足 困难和问题 总的看 综合分析 综合研判 有利条件 重要战略机遇期 期待 \
         有目共睹 责任重大 任务艰巨 任务繁重 使命光荣 来之不易 我们清醒 清醒地 以下工作 以下几 如下 \
         各位代表 以下八 以下七 以下六 以下五 以下方面 下列 意味着 表明 证明 已经 已 造成 由于 因为 所以 \
         虽然 但是 但 如果 既是 也是 就是 不是 仍是 具有 指明了 奠定了 积蓄了 之所以 迎来 难得机遇 \
         多重机遇 机遇 有望 更高要求 提供了 提出了",
    ),
    (
        Sense::FOLLOWS,
        "以下工作 以下几 如下 以下十 以下九 以下八 以下七 以下六 以下五 以下四 以下三 以下方面 以下重点 以下任务 \
         上述目标 上述任务 上述各项目标 以上目标",
    ),
    (Sense::PAST, "了"),
    (Sense::COPULA, "是"),
    (
        Sense::SITUATION,
        "面临 处于 正处于 之年 关键一年 关键时期 意义重大 重要意义 重大意义 十分重要的意义 至关重要 形势 \
         机遇 挑战 有利条件 战略机遇期 困难和问题 不利因素 有利因素 攻坚期 阵痛期 窗口期 复杂严峻 \
         下行压力 不确定性 来之不易",
    ),
    (
        Sense::ITEM,
        "一是 二是 三是 四是 五是 六是 七是 八是 九是 十是 一要 二要 三要 四要 五要 六要 第一 第二 第三 \
         第四 第五",
    ),
    // Endings.
    (
        Sense::ABSTRACT,
        "水平 能力 质量 品质 功能 效能 活力 影响力 竞争力 吸引力 辐射力 凝聚力 承载力 保障力 执行力 \
         公信力 满意度 获得感 幸福感 安全感 美誉度 知名度 显示度 贡献度 格局 局面 关系 环境 氛围 基础 \
         生态 态势 风貌 形象 互动 互鉴 互补 和睦 和谐 发展 稳步发展 健康发展 协调发展 协同发展 繁荣 \
         繁荣发展 升级 提升 提高 效率 成效 实效 效果 效益 魅力 底色 合力 防线 屏障 权益 利益 安全 稳定 \
         规范运行 高效运行 平稳运行 有序 全过程 需求 需要 力度 深度 广度 温度 预见性 权威性 严肃性 透明度 \
         规范化 便利化 难题 问题 压力 拥堵 动力 动能 支撑 保障 共赢 双赢 安居乐业 落实 见效 到位 实处 \
         根基 底线 水准 气息 成果 效应 优势 实力 后劲 韧性 质效 新突破 新台阶 新步伐 新跨越 新进展 新成效 \
         新局面 新提升 新成绩 新面貌 新动能 新优势 新活力 素质 共同富裕 小康 良好环境 浓厚氛围 进程 地位 \
         信心 期盼 公平正义 协调 均衡 相适应 长治久安 保值增值 主动权 强大合力 良性互动 深度融合",
    ),
    (Sense::MECHANISM, "机制 制度 体系 模式 体制 队伍 体制机制 工作机制 长效机制 政策体系 标准体系 平台"),
    (
        Sense::CHECKABLE,
        "全覆盖 零增长 负增长 清零 动态清零 清仓见底 上市 挂牌上市 全部完成 全部建成 全部到位 全部开工 \
         全部竣工 全面完成 全面建成 全面竣工 全面开工 建成通车 建成投用 建成投产 竣工投用 竣工投产 \
         竣工验收 投入使用 投入运营 投产达效 正式运营 正式投用 通过验收 升级为 基本同步 保持同步 同步增长 \
         下达的指标 下达指标 下达任务 下达的任务 下达目标 下达的目标 控制目标内 控制指标以内 控制目标以内 \
         摘帽 脱贫摘帽 翻番 倍增 零上访 零事故 应保尽保 应收尽收 应纳尽纳 天天有 免费开放 对外开放 \
         主体完工 全线贯通 全线通车 开通运营 建成开放 开工条件 实质性开工 开门迎客 全部实现 达标 不发生 \
         零发生 零增 只增不减 只减不增 高于全国平均 高于全省平均 高于全市平均 与经济增长同步 全部消除 \
         全部淘汰 全部退出 即时办结 城乡全覆盖 不发生重大 不发生重特大 至少有一人就业 增长同步 评审验收",
    ),
    (
        Sense::DOCUMENT,
        "规划 计划 方案 条例 办法 意见 政策 细则 措施 清单 目录 白皮书 指南 导则 标准 规定 行动计划 \
         三年行动 若干措施 十条 实施意见 立法 地图 手册",
    ),
    (
        Sense::FACILITY,
        "中心 馆 医院 学校 学院 小学 中学 大学 幼儿园 公园 车站 机场 码头 港口 基地 大桥 隧道 水库 电站 \
         电厂 工厂 产业园 园区 综合体 场馆 大厦 宿舍 论坛 峰会 年会 博览会 运动会 大会 展会 赛事 马拉松 \
         灯会 艺术节 文化节 展演 普查 大赛 专项资金 基金 公司 集团 研究院 实验室 示范区 模范区 示范市 \
         文明城市 卫生城市 园林城市 模范城 森林城市 先进县 示范县 高速公路 高铁 铁路 快速路 环线 轻轨 \
         专线 大道 污水处理厂 普查工作",
    ),
    (
        Sense::DEADLINE,
        "年内 年底前 年底 年末 年末前 全年 今年 明年 本年度 上半年 下半年 一季度 二季度 三季度 四季度 \
         第一季度 第二季度 第三季度 第四季度 春节前 国庆前 国庆节前 五一前 七一前 入冬前 汛期前 采暖季前 \
         供暖季前 开学前 本届政府任期内 任期内 年中 年初 三年内 两年内 五年内 三季度前 月底前",
    ),
    (
        Sense::GUIDING,
        "总体要求 总体思路 指导思想 基本思路 总的要求 总要求 工作思路 总体考虑 基本原则 基本要求 总思路 \
         总的思路 指导方针 总基调是 总体把握 工作总基调",
    ),
    (
        Sense::TARGETS,
        "预期目标 主要目标 奋斗目标 发展目标 目标是 主要指标 预期指标 预期性指标 约束性指标 目标为 \
         工作目标 总体目标 具体目标 目标任务是 目标建议",
    ),
    (Sense::NOT_YET, "将于 力争 计划于 拟于 有望 尚未 还有差距 遭受 遭遇"),
    (Sense::SCOPE, "方面 基础上 前提下 同时 过程中 背景下 框架下 领导下 支持下 条件下"),
    (
        Sense::WHOLE_WORK,
        "各项工作 今年工作 明年工作 政府工作 全年工作 以下工作 今年的工作 项重点工作 自身建设",
    ),
    // Indicators.
    (
        Sense::FRAME,
        "全区 全市 全县 全省 全国 我区 我市 我县 我省 全年 累计 预计 分别 同比 年均 工作 其中 今年 总额达 \
         以上 左右 任务 增长 下降",
    ),
    (
        Sense::GENERIC,
        "增长 下降 提升 改造 建设 项目 工程 服务 活动 群众 工作 升级 发展 任务 重点 目标 完成 力度 水平 \
         整治 治理 街道 管理 机制 制度 体系 能力 总数 总量 全部 落地 整体 同比 力争 有新突破",
    ),
    (Sense::SHARE, "占 比重"),
    (Sense::BARE, "覆盖率 文化 企业 土地 城镇 农村 重大 产业 居民"),
    (Sense::ANSWERABLE, "责任单位 牵头单位 责任部门 牵头部门 配合单位 责任领导 负责 牵头"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verb_binds_in_one_way_only() {
        let mut seen = std::collections::BTreeSet::new();
        for (_, words) in GROUPS.iter().filter(|(sense, _)| sense.is(Sense::VERB)) {
            for word in words.split_whitespace() {
                assert!(seen.insert(word), "{word} stands twice");
            }
        }
    }
}
