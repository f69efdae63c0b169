<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutBox</name>
    <message>
        <source>About Longaxis</source>
        <translation>关于 Longaxis</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>For research use only. Not a medical device.</source>
        <translation>仅供研究使用，不是医疗器械。</translation>
    </message>
    <message>
        <source>Icons by Lucide</source>
        <translation>图标：Lucide</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>Reads CT in clinical trials: calipers, radiation classes and RECIST 1.1 calls.</source>
        <translation>用于临床试验的 CT 阅片：卡尺测量、放疗分类与 RECIST 1.1 疗效评估。</translation>
    </message>
    <message>
        <source>Version {0}</source>
        <translation>版本 {0}</translation>
    </message>
</context>
<context>
    <name>Adjudicating</name>
    <message>
        <source>All of {read} of {subject} counts from now on. {person} signs that it was adjudicated.</source>
        <translation>自此采用 {subject} 的整个{read}。{person} 签署此裁定。</translation>
    </message>
    <message>
        <source>Reason: {reason}. {comment}</source>
        <translation>理由：{reason}。{comment}</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>签署</translation>
    </message>
    <message>
        <source>Sign the decision</source>
        <translation>签署裁定</translation>
    </message>
    <message>
        <source>Your password</source>
        <translation>您的密码</translation>
    </message>
</context>
<context>
    <name>AllTimepoints</name>
    <message>
        <source>All timepoints</source>
        <translation>全部时间点</translation>
    </message>
    <message>
        <source>From baseline</source>
        <translation>较基线</translation>
    </message>
    <message>
        <source>From nadir</source>
        <translation>较最低点</translation>
    </message>
    <message>
        <source>New lesion</source>
        <translation>新病灶</translation>
    </message>
    <message>
        <source>Non-target response</source>
        <translation>非靶病灶疗效</translation>
    </message>
    <message>
        <source>Overall response</source>
        <translation>总体疗效</translation>
    </message>
    <message>
        <source>Sum {0}</source>
        <translation>{0} 总和</translation>
    </message>
    <message>
        <source>Sum, mm</source>
        <translation>总和，mm</translation>
    </message>
    <message>
        <source>Target response</source>
        <translation>靶病灶疗效</translation>
    </message>
    <message>
        <source>Unirradiated</source>
        <translation>未照射</translation>
    </message>
    <message>
        <source>equivocal</source>
        <translation>可疑</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>有</translation>
    </message>
</context>
<context>
    <name>Annotating</name>
    <message>
        <source>No voxel of the scanned field has its centre in this ellipse: draw a larger one.</source>
        <translation>此椭圆内没有扫描野内的体素中心：请画大一些。</translation>
    </message>
    <message>
        <source>Nothing can be measured on this series: {issues}</source>
        <translation>此序列不能测量：{issues}</translation>
    </message>
    <message>
        <source>Nothing was scanned here: probe inside the scanned field.</source>
        <translation>此处未扫描：请在扫描野内探测。</translation>
    </message>
    <message>
        <source>This slice is not loaded yet: draw again when it is.</source>
        <translation>此层尚未加载：请加载后重新绘制。</translation>
    </message>
</context>
<context>
    <name>Assignments</name>
    <message>
        <source>A new timepoint</source>
        <translation>新建时间点</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>Compare the two reads</source>
        <translation>比较两次阅片</translation>
    </message>
    <message>
        <source>First day of treatment, day 0</source>
        <translation>治疗首日（第 0 天）</translation>
    </message>
    <message>
        <source>Follow-up</source>
        <translation>随访</translation>
    </message>
    <message>
        <source>Give {0} of {1} to another subject</source>
        <translation>将 {1} 的 {0} 转给其他受试者</translation>
    </message>
    <message>
        <source>Give {0} to another subject…</source>
        <translation>将 {0} 转给其他受试者…</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Label of the new timepoint</source>
        <translation>新时间点的名称</translation>
    </message>
    <message>
        <source>Label there</source>
        <translation>转入后的名称</translation>
    </message>
    <message>
        <source>Move a study of {0}, {1}</source>
        <translation>移动 {0} {1} 的一次检查</translation>
    </message>
    <message>
        <source>Move a study of {0}…</source>
        <translation>移动 {0} 的一次检查…</translation>
    </message>
    <message>
        <source>New timepoint</source>
        <translation>新时间点</translation>
    </message>
    <message>
        <source>Rename subject {0}</source>
        <translation>重命名受试者 {0}</translation>
    </message>
    <message>
        <source>Rename subject {0}…</source>
        <translation>重命名受试者 {0}…</translation>
    </message>
    <message>
        <source>Rename {0}…</source>
        <translation>重命名 {0}…</translation>
    </message>
    <message>
        <source>Start of treatment of {0}</source>
        <translation>{0} 的治疗开始日期</translation>
    </message>
    <message>
        <source>Start of treatment…</source>
        <translation>治疗开始日期…</translation>
    </message>
    <message>
        <source>Study</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>Subject code</source>
        <translation>受试者编号</translation>
    </message>
    <message>
        <source>There is no other subject in this trial.</source>
        <translation>本试验中没有其他受试者。</translation>
    </message>
    <message>
        <source>To</source>
        <translation>移至</translation>
    </message>
    <message>
        <source>Unscheduled</source>
        <translation>计划外</translation>
    </message>
    <message>
        <source>YYYY-MM-DD, empty while not known</source>
        <translation>YYYY-MM-DD，未知时留空</translation>
    </message>
    <message>
        <source>no date</source>
        <translation>无日期</translation>
    </message>
    <message>
        <source>{0} is not a date: write year, month and day, such as 2025-03-31.</source>
        <translation>{0} 不是日期：请填写年、月、日，例如 2025-03-31。</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{1} 的 {0}</translation>
    </message>
</context>
<context>
    <name>Attendance</name>
    <message>
        <source>Act as {role}</source>
        <translation>以{role}身份继续</translation>
    </message>
    <message>
        <source>Another role sees other things, so the password is asked for once more.</source>
        <translation>不同的角色看到的内容不同，因此再次询问密码。</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>The disk has not taken all that {name} has drawn: they have to come back and store it.</source>
        <translation>磁盘尚未存下 {name} 所画的全部内容：须由其本人返回并保存。</translation>
    </message>
    <message>
        <source>{name} was away. All that was drawn is stored.</source>
        <translation>{name} 已离开。所画内容均已保存。</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭提示</translation>
    </message>
</context>
<context>
    <name>CallPanel</name>
    <message>
        <source>Between these changes lie 95 % of other readers&apos; sums of the same lesions, as published.</source>
        <translation>据已发表的数据，其他阅片者对同样病灶的径线和有 95 % 落在这两个变化之间。</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>尚未保存</translation>
    </message>
    <message>
        <source>Protocol {0}</source>
        <translation>方案 {0}</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>已签名</translation>
    </message>
    <message>
        <source>The dotted band: between which sums 95 % of other readers&apos; lie, as published.</source>
        <translation>点状带：据已发表数据，95 % 的其他阅片人测得的总和在此范围内。</translation>
    </message>
    <message>
        <source>What would flip it</source>
        <translation>什么会改变判定</translation>
    </message>
    <message>
        <source>two readers {0} … {1}</source>
        <translation>两阅片人 {0} … {1}</translation>
    </message>
</context>
<context>
    <name>CallTimeline</name>
    <message>
        <source>Calls</source>
        <translation>评估结果</translation>
    </message>
    <message>
        <source>day {0}</source>
        <translation>第 {0} 天</translation>
    </message>
    <message numerus="yes">
        <source>{0} earlier timepoints</source>
        <translation>
            <numerusform>之前 {0} 个时间点</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} later timepoints</source>
        <translation>
            <numerusform>之后 {0} 个时间点</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Carrying</name>
    <message>
        <source>Cases (*{0})</source>
        <translation>病例文件 (*{0})</translation>
    </message>
    <message>
        <source>Cases and reads in files</source>
        <translation>以文件收发病例与阅片</translation>
    </message>
    <message>
        <source>File of cases</source>
        <translation>病例文件</translation>
    </message>
    <message>
        <source>File of reads</source>
        <translation>阅片文件</translation>
    </message>
    <message>
        <source>Hand out cases…</source>
        <translation>发出病例…</translation>
    </message>
    <message>
        <source>Hand reads back…</source>
        <translation>交回阅片…</translation>
    </message>
    <message>
        <source>Open cases from a file…</source>
        <translation>从文件打开病例…</translation>
    </message>
    <message>
        <source>Reads (*{0})</source>
        <translation>阅片文件 (*{0})</translation>
    </message>
    <message>
        <source>Take reads back…</source>
        <translation>收回阅片…</translation>
    </message>
</context>
<context>
    <name>ConflictCard</name>
    <message>
        <source>Here</source>
        <translation>此处</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>文件中</translation>
    </message>
</context>
<context>
    <name>Corner</name>
    <message>
        <source>Subject</source>
        <translation>受试者</translation>
    </message>
</context>
<context>
    <name>Correcting</name>
    <message>
        <source>Choose a lesion first, or press N for a new one.</source>
        <translation>请先选择病灶，或按 N 新建。</translation>
    </message>
    <message>
        <source>Click 1 of 2: on {lesion} in {timepoint}, picture {picture}. Esc gives up.</source>
        <translation>第 1 次点击，共 2 次：在 {timepoint}（“{picture}”图像）中点击 {lesion}。按 Esc 放弃。</translation>
    </message>
    <message>
        <source>Click 2 of 2: on the same place in {timepoint}, picture {picture}. Esc gives up.</source>
        <translation>第 2 次点击，共 2 次：在 {timepoint}（“{picture}”图像）中点击同一位置。按 Esc 放弃。</translation>
    </message>
    <message>
        <source>{lesion} is followed in another series of {timepoint}, and places of this one are not places of that: hang the other one first.</source>
        <translation>{lesion} 是在 {timepoint} 的另一序列中追踪的，此序列中的位置与该序列不一致：请先挂上另一序列。</translation>
    </message>
    <message>
        <source>{lesion} is looked for here now. Nothing is measured by that.</source>
        <translation>现在将在此处寻找 {lesion}。这并不产生任何测量。</translation>
    </message>
    <message>
        <source>{lesion} was not drawn before {timepoint}: there is nothing to follow it from.</source>
        <translation>{lesion} 在 {timepoint} 之前未曾绘制：无从追踪。</translation>
    </message>
</context>
<context>
    <name>DecisionPanel</name>
    <message>
        <source>Adjudicate: whole {read}</source>
        <translation>裁定：采用整个{read}</translation>
    </message>
    <message>
        <source>Another reason, told in the comment</source>
        <translation>其他原因，见备注</translation>
    </message>
    <message>
        <source>Back to the worklist; nothing is decided</source>
        <translation>返回工作列表；不作裁定</translation>
    </message>
    <message>
        <source>Boundary of a lesion</source>
        <translation>病灶边界</translation>
    </message>
    <message>
        <source>Choice of lesions</source>
        <translation>病灶的选择</translation>
    </message>
    <message>
        <source>Choose a read</source>
        <translation>请选择阅片</translation>
    </message>
    <message>
        <source>Choose a reason</source>
        <translation>请选择原因</translation>
    </message>
    <message>
        <source>Comment (required)</source>
        <translation>备注（必填）</translation>
    </message>
    <message>
        <source>Decision on {subject}</source>
        <translation>{subject} 的裁定</translation>
    </message>
    <message>
        <source>Judgement of non-targets</source>
        <translation>非靶病灶的判断</translation>
    </message>
    <message>
        <source>Known reader variability</source>
        <translation>已知的阅片人间差异</translation>
    </message>
    <message>
        <source>New lesion, true or not</source>
        <translation>新病灶是否成立</translation>
    </message>
    <message>
        <source>Nothing to decide</source>
        <translation>无需裁定</translation>
    </message>
    <message>
        <source>Nothing: by the protocol the two reads agree.</source>
        <translation>无：按方案两次阅片一致。</translation>
    </message>
    <message>
        <source>One read is taken whole, at all timepoints: the targets and the nadir of two readers cannot be mixed.</source>
        <translation>采用一次阅片的全部时间点：两位阅片人的靶病灶与最低总和不能混用。</translation>
    </message>
    <message>
        <source>Quality of the pictures</source>
        <translation>图像质量</translation>
    </message>
    <message>
        <source>Reason (required)</source>
        <translation>原因（必填）</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>What you saw that decides it (required)</source>
        <translation>据以裁定的所见（必填）</translation>
    </message>
    <message>
        <source>Why it is adjudicated</source>
        <translation>提交裁定的原因</translation>
    </message>
    <message>
        <source>Write a comment</source>
        <translation>请填写备注</translation>
    </message>
    <message numerus="yes">
        <source>{0} characters</source>
        <translation>
            <numerusform>{0} 个字符</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DemonstrationMaking</name>
    <message>
        <source>Making the demonstration trial</source>
        <translation>正在生成示范试验</translation>
    </message>
</context>
<context>
    <name>DifferenceList</name>
    <message>
        <source>Decides the call</source>
        <translation>决定判定</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>No effect on the call</source>
        <translation>不影响判定</translation>
    </message>
    <message>
        <source>The two reads say the same at this timepoint.</source>
        <translation>两次阅片在此时间点一致。</translation>
    </message>
    <message>
        <source>largest effect first</source>
        <translation>影响最大者在前</translation>
    </message>
</context>
<context>
    <name>Drawing</name>
    <message>
        <source>Nothing can be measured on this series: {0}</source>
        <translation>此序列不能测量：{0}</translation>
    </message>
    <message>
        <source>The line across is longer and is the long axis of {0}; the line before is its short axis, at a right angle: {1} × {2} mm.</source>
        <translation>横线更长，作为 {0} 的长径；原有的线作为其短径，已取垂直方向：{1} × {2} mm。</translation>
    </message>
    <message>
        <source>The line across is the short axis of {0}, at a right angle: {1} × {2} mm.</source>
        <translation>横线作为 {0} 的短径，已取垂直方向：{1} × {2} mm。</translation>
    </message>
    <message>
        <source>This caliper lies on another picture by now: it was left as it is stored there.</source>
        <translation>此卡尺现已位于另一幅图像上：仍按已存储的保留。</translation>
    </message>
    <message>
        <source>{0} is a new lesion, seen first at {1}. Ctrl+Z takes it back.</source>
        <translation>{0} 为新病灶，首见于 {1}。Ctrl+Z 可撤销。</translation>
    </message>
    <message>
        <source>{0} stays equivocal until you say that it is unequivocal.</source>
        <translation>{0} 仍为可疑，直到判为明确。</translation>
    </message>
    <message>
        <source>{0} was drawn again: {1} mm is now {2} mm. Ctrl+Z brings the earlier one back.</source>
        <translation>已重新绘制 {0}：由 {1} mm 变为 {2} mm。Ctrl+Z 可恢复原值。</translation>
    </message>
    <message>
        <source>{merged} has merged into {carrier}, which carries the mass: {carrier} is {length} mm now. Ctrl+Z takes it back.</source>
        <translation>{merged} 已与 {carrier} 融合，肿块由后者测量：{carrier} 现为 {length} mm。Ctrl+Z 可撤销。</translation>
    </message>
</context>
<context>
    <name>DropZone</name>
    <message>
        <source>Drop a folder or a CD here</source>
        <translation>将文件夹或光盘拖放到此处</translation>
    </message>
    <message>
        <source>The originals are never altered</source>
        <translation>绝不改动原始文件</translation>
    </message>
</context>
<context>
    <name>EventForm</name>
    <message>
        <source>A new event</source>
        <translation>新事件</translation>
    </message>
    <message>
        <source>CTCAE grade</source>
        <translation>CTCAE 分级</translation>
    </message>
    <message>
        <source>CTCAE term, or words on the event</source>
        <translation>CTCAE 术语，或事件说明</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Date, as 2025-03-14</source>
        <translation>日期，如 2025-03-14</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Lesion treated</source>
        <translation>照射病灶</translation>
    </message>
    <message>
        <source>Related to the treatment</source>
        <translation>与治疗相关</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Serious</source>
        <translation>严重</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>Why, for the audit</source>
        <translation>原因（记入稽查轨迹）</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>{subject}: {event}</source>
        <translation>{subject}：{event}</translation>
    </message>
</context>
<context>
    <name>EventTable</name>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>分级</translation>
    </message>
    <message>
        <source>Related</source>
        <translation>相关</translation>
    </message>
    <message>
        <source>Serious</source>
        <translation>严重</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>Term or lesion</source>
        <translation>术语或病灶</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
</context>
<context>
    <name>EventsPage</name>
    <message>
        <source>Add an event</source>
        <translation>添加事件</translation>
    </message>
    <message>
        <source>Clinical events of this trial</source>
        <translation>本试验的临床事件</translation>
    </message>
    <message>
        <source>Data cut-off</source>
        <translation>数据截止日</translation>
    </message>
    <message>
        <source>Data cut-off, as 2025-03-14</source>
        <translation>数据截止日，如 2025-03-14</translation>
    </message>
    <message>
        <source>Find events</source>
        <translation>查找事件</translation>
    </message>
    <message>
        <source>No events yet. A file of them is taken by main.py clinical import.</source>
        <translation>尚无事件。可用 main.py clinical import 导入事件文件。</translation>
    </message>
    <message>
        <source>Subject, event or term</source>
        <translation>受试者、事件或术语</translation>
    </message>
    <message>
        <source>The event is withdrawn; the history keeps it.</source>
        <translation>事件已撤回；历史记录予以保留。</translation>
    </message>
    <message>
        <source>The start of treatment differs between the trial and its events; correct one of them: {subjects}.</source>
        <translation>试验与其临床事件中的治疗开始日期不一致，请更正其一：{subjects}。</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>未声明</translation>
    </message>
    <message numerus="yes">
        <source>{0} events</source>
        <translation>
            <numerusform>{0} 个事件</numerusform>
        </translation>
    </message>
    <message>
        <source>{events}, entered by hand</source>
        <translation>{events}，手工录入</translation>
    </message>
    <message>
        <source>{events}, from {file}</source>
        <translation>{events}，来自 {file}</translation>
    </message>
    <message>
        <source>{events}, from {file}, corrected by hand since</source>
        <translation>{events}，来自 {file}，其后经手工更正</translation>
    </message>
    <message>
        <source>{subject} (trial {own}, events {told})</source>
        <translation>{subject}（试验 {own}，事件 {told}）</translation>
    </message>
    <message>
        <source>{subject}: {event} of {date} is stored.</source>
        <translation>{subject}：{date} 的{event}已保存。</translation>
    </message>
    <message>
        <source>{told}. A data manager corrects them.</source>
        <translation>{told}。由数据管理员更正。</translation>
    </message>
</context>
<context>
    <name>FigurePanel</name>
    <message>
        <source>Save this figure and its data</source>
        <translation>保存此图及其数据</translation>
    </message>
</context>
<context>
    <name>FileField</name>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
</context>
<context>
    <name>FilterField</name>
    <message>
        <source>Filter subjects</source>
        <translation>筛选受试者</translation>
    </message>
    <message>
        <source>Filter subjects by code</source>
        <translation>按编号筛选受试者</translation>
    </message>
</context>
<context>
    <name>Following</name>
    <message>
        <source>Following lesions: {done} of {total}</source>
        <translation>正在跟踪病灶：已完成 {done}/{total}</translation>
    </message>
    <message>
        <source>Lesions are not followed any more in this read, but it can be read on.</source>
        <translation>本次阅片中不再跟踪病灶，但可以继续阅片。</translation>
    </message>
    <message>
        <source>This series is not in the trial any more: choose another.</source>
        <translation>该序列已不在试验中，请选择其他序列。</translation>
    </message>
    <message>
        <source>{lesion} was not drawn before {timepoint}: there is nothing to follow it from.</source>
        <translation>{lesion} 在 {timepoint} 之前没有测量，无法跟踪到该时间点。</translation>
    </message>
</context>
<context>
    <name>Form</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>GhostButton</name>
    <message>
        <source>Class not set</source>
        <translation>未设类别</translation>
    </message>
    <message>
        <source>Of all earlier timepoints</source>
        <translation>所有既往时间点</translation>
    </message>
    <message>
        <source>Of baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>Of the prior</source>
        <translation>上一时间点</translation>
    </message>
    <message>
        <source>Unirradiated</source>
        <translation>未照射</translation>
    </message>
    <message>
        <source>Which earlier calipers are shown</source>
        <translation>显示哪些既往卡尺</translation>
    </message>
</context>
<context>
    <name>Giving</name>
    <message>
        <source>Give to adjudicate</source>
        <translation>分配裁定</translation>
    </message>
    <message>
        <source>Give to investigate</source>
        <translation>分配研究</translation>
    </message>
    <message>
        <source>Give to read</source>
        <translation>分配阅片</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>收回</translation>
    </message>
    <message>
        <source>{name} adjudicates</source>
        <translation>{name} 裁定</translation>
    </message>
    <message>
        <source>{name} investigates</source>
        <translation>{name} 研究</translation>
    </message>
    <message>
        <source>{name} reads</source>
        <translation>{name} 阅片</translation>
    </message>
</context>
<context>
    <name>GivingButton</name>
    <message>
        <source>Give the chosen subjects to somebody, or take them back</source>
        <translation>将所选受试者分配给某人，或收回</translation>
    </message>
    <message numerus="yes">
        <source>Give {0} subjects</source>
        <translation>
            <numerusform>分配 {0} 例受试者</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Going</name>
    <message>
        <source>{lesion}, followed</source>
        <translation>{lesion}，已追踪</translation>
    </message>
</context>
<context>
    <name>Guide</name>
    <message>
        <source>Dismiss the guide</source>
        <translation>关闭引导</translation>
    </message>
    <message>
        <source>That was a read. Two more lesions are in the lungs (2 is their window): Q back to the baseline, then N starts the next. A lesion begun at a later timepoint is a new one. The true diameters are in truth.csv beside the trial.</source>
        <translation>一次阅片就完成了。肺内还有两个病灶（2 为其窗）：按 Q 回到基线，再按 N 开始下一个。在之后时间点开始的病灶是新病灶。真实径线在试验文件旁的 truth.csv 中。</translation>
    </message>
    <message>
        <source>Your first read</source>
        <translation>第一次阅片</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
</context>
<context>
    <name>HandBackSheet</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>File of reads</source>
        <translation>阅片文件</translation>
    </message>
    <message>
        <source>Hand back</source>
        <translation>交回</translation>
    </message>
    <message>
        <source>Hand reads back</source>
        <translation>交回阅片</translation>
    </message>
    <message>
        <source>Handing back</source>
        <translation>正在交回</translation>
    </message>
    <message>
        <source>One small sealed file has what you drew and signed. You may go on reading, and hand back once more later.</source>
        <translation>一个带封印的小文件，含您所画与所签的全部内容。您可以继续阅片，以后再次交回。</translation>
    </message>
    <message>
        <source>Reads (*{0})</source>
        <translation>阅片文件 (*{0})</translation>
    </message>
    <message>
        <source>Your password, which seals the file</source>
        <translation>您的密码（用于封印文件）</translation>
    </message>
    <message>
        <source>Your reads are in this file</source>
        <translation>您的阅片已写入此文件</translation>
    </message>
    <message>
        <source>{file}: carry it to {who}, who takes it into {trial}.</source>
        <translation>{file}：请带给 {who}，由其收入试验 {trial}。</translation>
    </message>
</context>
<context>
    <name>HandOutSheet</name>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Cases (*{0})</source>
        <translation>病例文件 (*{0})</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>File of cases</source>
        <translation>病例文件</translation>
    </message>
    <message>
        <source>Hand out</source>
        <translation>发出</translation>
    </message>
    <message>
        <source>Hand out cases</source>
        <translation>发出病例</translation>
    </message>
    <message>
        <source>Handing out</source>
        <translation>正在发出</translation>
    </message>
    <message>
        <source>Nobody was given a subject to read: assign some first.</source>
        <translation>尚未给任何人分配受试者：请先分配。</translation>
    </message>
    <message>
        <source>One sealed file has the reader&apos;s subjects, their pictures and a trial of their own, and nothing of anybody else. Their reads come back in another file.</source>
        <translation>一个带封印的文件，含该阅片者的受试者、图像和单独的试验文件，不含他人的任何内容。阅片以另一个文件交回。</translation>
    </message>
    <message>
        <source>Reader</source>
        <translation>阅片者</translation>
    </message>
    <message>
        <source>Subjects</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>The file for {reader} is made: {codes}</source>
        <translation>给 {reader} 的文件已生成：{codes}</translation>
    </message>
    <message>
        <source>This trial has no accounts: checksums hold the file together, and nobody&apos;s key stands for it.</source>
        <translation>本试验没有账户：文件仅由校验和保护，没有任何人的密钥为其担保。</translation>
    </message>
    <message>
        <source>Whose reads come back</source>
        <translation>交回谁的阅片</translation>
    </message>
    <message>
        <source>Your password, which seals the file</source>
        <translation>您的密码（用于封印文件）</translation>
    </message>
    <message>
        <source>{file}: {files} pictures, {megabytes} MB. Carry it to them.</source>
        <translation>{file}：{files} 幅图像，{megabytes} MB。请带给阅片者。</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>What was drawn or said last was not stored yet, and was given up.</source>
        <translation>最后绘制或标明的内容尚未存储，已被放弃。</translation>
    </message>
</context>
<context>
    <name>HistoryPage</name>
    <message>
        <source>As it stood on {when}, after audit entry {entry}</source>
        <translation>{when} 时的状态，审计条目 {entry} 之后</translation>
    </message>
    <message>
        <source>Back to the read</source>
        <translation>返回阅片</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Lesion</source>
        <translation>病灶</translation>
    </message>
    <message>
        <source>No call yet.</source>
        <translation>尚无判定。</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>The whole read</source>
        <translation>整个阅片</translation>
    </message>
    <message>
        <source>{subject}, read by {reader}</source>
        <translation>{subject}，由 {reader} 阅片</translation>
    </message>
</context>
<context>
    <name>ImportPanel</name>
    <message>
        <source>An import is running: let it end or cancel it</source>
        <translation>正在导入：请等待完成或取消</translation>
    </message>
    <message>
        <source>Choose folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <source>Copy the files beside the trial</source>
        <translation>将文件复制到试验文件旁</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Last import · {0}</source>
        <translation>上次导入 · {0}</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>保存报告</translation>
    </message>
</context>
<context>
    <name>Intake</name>
    <message>
        <source>A fault of the program ({0}). The trial is as it was.</source>
        <translation>程序出错（{0}）。试验未作改动。</translation>
    </message>
    <message>
        <source>An import is running</source>
        <translation>正在导入</translation>
    </message>
    <message>
        <source>Import cancelled</source>
        <translation>导入已取消</translation>
    </message>
    <message>
        <source>Importing {0}</source>
        <translation>正在导入 {0}</translation>
    </message>
    <message>
        <source>Let it end or cancel it, then drop the folder again.</source>
        <translation>请等待其完成或取消，然后重新拖放文件夹。</translation>
    </message>
    <message>
        <source>No trial is open</source>
        <translation>未打开试验</translation>
    </message>
    <message>
        <source>Nothing was brought in. Sign in as one, or give the folder to one.</source>
        <translation>没有导入任何内容。请以其身份登录，或将文件夹交给数据管理员。</translation>
    </message>
    <message>
        <source>Nothing was imported</source>
        <translation>未导入任何内容</translation>
    </message>
    <message>
        <source>Nothing was stored.</source>
        <translation>未存储任何内容。</translation>
    </message>
    <message>
        <source>Only a data manager imports</source>
        <translation>只有数据管理员可以导入</translation>
    </message>
    <message>
        <source>Open a trial or begin a new one, then drop the folder again.</source>
        <translation>请先打开或新建试验，然后重新拖放文件夹。</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Texts (*.txt)</source>
        <translation>文本 (*.txt)</translation>
    </message>
    <message>
        <source>The report was not saved</source>
        <translation>报告未保存</translation>
    </message>
    <message>
        <source>{0}: {1}. Choose another place.</source>
        <translation>{0}：{1}。请选择其他位置。</translation>
    </message>
</context>
<context>
    <name>KeyField</name>
    <message>
        <source>Press a key</source>
        <translation>请按新键</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>无按键</translation>
    </message>
    <message>
        <source>{action}, key {key}</source>
        <translation>{action}，按键 {key}</translation>
    </message>
    <message>
        <source>{action}, press the new key; Esc leaves it as it is</source>
        <translation>{action}，请按新键；Esc 保持不变</translation>
    </message>
</context>
<context>
    <name>KeyImageList</name>
    <message>
        <source>Back to this view: {view}</source>
        <translation>回到此视图：{view}</translation>
    </message>
    <message>
        <source>Key images</source>
        <translation>关键图像</translation>
    </message>
    <message>
        <source>{timepoint} · slice {number}</source>
        <translation>{timepoint} · 第 {number} 层</translation>
    </message>
</context>
<context>
    <name>KeyImages</name>
    <message>
        <source>There is no picture to mark: hang a series first.</source>
        <translation>没有可标记的图像：请先挂上序列。</translation>
    </message>
</context>
<context>
    <name>KeyRow</name>
    <message>
        <source>Give {action} its own key back</source>
        <translation>恢复“{action}”的默认按键</translation>
    </message>
    <message>
        <source>Take the key of {action} away</source>
        <translation>移除“{action}”的按键</translation>
    </message>
</context>
<context>
    <name>KeyRows</name>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>{action} would have no key then, only its button above the pictures.</source>
        <translation>{action}将没有按键，只能用图像上方的按钮。</translation>
    </message>
    <message>
        <source>{key} is the key of {others}: there it would be gone.</source>
        <translation>{key} 是“{others}”的按键：更改后其按键将被移除。</translation>
    </message>
    <message>
        <source>{key} stays what it is, so that what is half drawn can always be ended: choose another key.</source>
        <translation>{key} 不可更改，以便随时结束未完成的绘制：请选择其他按键。</translation>
    </message>
</context>
<context>
    <name>KeySheet</name>
    <message>
        <source>Any key closes this sheet</source>
        <translation>按任意键关闭</translation>
    </message>
    <message>
        <source>Keys and mouse</source>
        <translation>按键与鼠标</translation>
    </message>
</context>
<context>
    <name>KeyedDrawing</name>
    <message>
        <source>Arrows move this end by 0.5 mm, with Shift by 5 mm. Enter goes to the next end and stores after the fourth, Backspace goes back, Esc gives up.</source>
        <translation>方向键每次移动此端点 0.5 mm，按住 Shift 为 5 mm。Enter 转到下一端点，第四个端点之后保存；Backspace 返回，Esc 放弃。</translation>
    </message>
    <message>
        <source>Calipers are drawn on the current picture: bring it into sight first.</source>
        <translation>卡尺绘制在当前影像上：请先将其显示出来。</translation>
    </message>
    <message>
        <source>Nothing is stored yet: move the ends of the line with the arrows first.</source>
        <translation>尚未保存：请先用方向键移动线的端点。</translation>
    </message>
    <message>
        <source>The caliper under the keys was given up: it had not been measured here.</source>
        <translation>已放弃键盘绘制的卡尺：此处尚未测量。</translation>
    </message>
    <message>
        <source>not measured yet</source>
        <translation>尚未测量</translation>
    </message>
    <message>
        <source>{lesion} would be stored with the lengths it had before, which nobody has measured here. Enter says that they hold, the arrows change them.</source>
        <translation>{lesion} 将以此前的长度保存，而此处尚无人测量。按 Enter 确认长度不变，或用方向键更改。</translation>
    </message>
</context>
<context>
    <name>KeysSection</name>
    <message>
        <source>All keys as they were</source>
        <translation>恢复全部默认按键</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
</context>
<context>
    <name>LaidPrior</name>
    <message>
        <source>In slice {number} / {count} of {timepoint}</source>
        <translation>对应 {timepoint} 第 {number} / {count} 层</translation>
    </message>
    <message>
        <source>Slice {number} / {count}</source>
        <translation>层 {number} / {count}</translation>
    </message>
    <message>
        <source>day {day}</source>
        <translation>第 {day} 天</translation>
    </message>
    <message>
        <source>{timepoint} · prior, its own slice</source>
        <translation>{timepoint} · 前次，其自身层</translation>
    </message>
    <message>
        <source>{timepoint} · prior, resampled</source>
        <translation>{timepoint} · 前次，重采样</translation>
    </message>
</context>
<context>
    <name>LanguageField</name>
    <message>
        <source>As the computer</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
</context>
<context>
    <name>LayerTable</name>
    <message>
        <source>Timepoints of the overlay</source>
        <translation>叠加中的时间点</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>Files missing</source>
        <translation>文件缺失</translation>
    </message>
    <message>
        <source>Geometry to check</source>
        <translation>几何待查</translation>
    </message>
    <message>
        <source>Images complete</source>
        <translation>图像完整</translation>
    </message>
    <message>
        <source>Incomplete</source>
        <translation>不完整</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>尚无图像</translation>
    </message>
</context>
<context>
    <name>LesionForm</name>
    <message>
        <source>A lymph node is judged by its short axis</source>
        <translation>淋巴结按短径评估</translation>
    </message>
    <message>
        <source>Absent</source>
        <translation>消失</translation>
    </message>
    <message>
        <source>Draw its caliper to measure it</source>
        <translation>绘制卡尺以测量</translation>
    </message>
    <message>
        <source>Equivocal</source>
        <translation>可疑</translation>
    </message>
    <message>
        <source>Increased</source>
        <translation>增大</translation>
    </message>
    <message>
        <source>List</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>Low-dose   Shift+2</source>
        <translation>低剂量   Shift+2</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>已测量</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>淋巴结</translation>
    </message>
    <message>
        <source>Non-target</source>
        <translation>非靶病灶</translation>
    </message>
    <message>
        <source>Not eval.</source>
        <translation>不可评估</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>存在</translation>
    </message>
    <message>
        <source>Radiation class</source>
        <translation>放疗分类</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>部位</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Stereotactic   Shift+1</source>
        <translation>立体定向   Shift+1</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>靶病灶</translation>
    </message>
    <message>
        <source>This site is not in the list: its organ is as written, and Node is yours to tick.</source>
        <translation>该部位不在列表中：器官按所写记录，“淋巴结”由您勾选。</translation>
    </message>
    <message>
        <source>Too small</source>
        <translation>过小</translation>
    </message>
    <message>
        <source>Unequivocal</source>
        <translation>明确</translation>
    </message>
    <message>
        <source>Unirradiated</source>
        <translation>未照射</translation>
    </message>
    <message>
        <source>Unirradiated   Shift+3</source>
        <translation>未照射   Shift+3</translation>
    </message>
</context>
<context>
    <name>LesionHands</name>
    <message>
        <source>Choose a lesion first, or press N for a new one.</source>
        <translation>请先选择病灶，或按 N 新建。</translation>
    </message>
    <message>
        <source>{lesion} has merged into {carrier}, which carries the mass; {lesion} counts 0 mm. Ctrl+Z takes it back.</source>
        <translation>{lesion} 已与 {carrier} 融合，肿块由后者测量；{lesion} 计为 0 mm。Ctrl+Z 可撤销。</translation>
    </message>
    <message>
        <source>{lesion} has split at {timepoint}: draw {piece} now. Ctrl+Z takes it back.</source>
        <translation>{lesion} 于 {timepoint} 分裂：请绘制 {piece}。Ctrl+Z 可撤销。</translation>
    </message>
</context>
<context>
    <name>LesionInHand</name>
    <message>
        <source>There is no other target here that {0} could merge into.</source>
        <translation>此处没有可与 {0} 融合的其他靶病灶。</translation>
    </message>
</context>
<context>
    <name>LesionList</name>
    <message>
        <source>Class not set</source>
        <translation>未分类</translation>
    </message>
    <message>
        <source>Drag along the longest diameter of a lesion; the short axis follows until you click. It becomes the first target.</source>
        <translation>沿病灶最长径拖动；短径随指针变化，单击确定。它将成为第一个靶病灶。</translation>
    </message>
    <message>
        <source>Lesions</source>
        <translation>病灶</translation>
    </message>
    <message>
        <source>Unirradiated</source>
        <translation>未照射</translation>
    </message>
</context>
<context>
    <name>LesionNotes</name>
    <message>
        <source>Comment on the lesion</source>
        <translation>病灶备注</translation>
    </message>
    <message>
        <source>Comment on this timepoint</source>
        <translation>本时间点备注</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
</context>
<context>
    <name>LesionPanel</name>
    <message>
        <source>Lesions</source>
        <translation>病灶</translation>
    </message>
    <message>
        <source>New lesion</source>
        <translation>新病灶</translation>
    </message>
    <message>
        <source>Next lesion</source>
        <translation>下一病灶</translation>
    </message>
    <message>
        <source>To the next one to answer</source>
        <translation>到下一个待评估病灶</translation>
    </message>
    <message>
        <source>all answered</source>
        <translation>全部已评估</translation>
    </message>
    <message>
        <source>{count} to answer</source>
        <translation>{count} 个待评估</translation>
    </message>
</context>
<context>
    <name>LesionRow</name>
    <message>
        <source>Site not set</source>
        <translation>部位未填</translation>
    </message>
</context>
<context>
    <name>LesionTable</name>
    <message>
        <source>Call</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Lesion</source>
        <translation>病灶</translation>
    </message>
    <message>
        <source>change from own {baseline}</source>
        <translation>较各自 {baseline} 的变化</translation>
    </message>
</context>
<context>
    <name>MatrixView</name>
    <message>
        <source>Lay the timepoints of {lesion} over each other (Space)</source>
        <translation>将 {lesion} 的各时间点叠加显示（空格键）</translation>
    </message>
    <message>
        <source>Lesions by timepoints</source>
        <translation>按时间点排列的病灶</translation>
    </message>
</context>
<context>
    <name>MemorySection</name>
    <message>
        <source>Memory for pictures</source>
        <translation>图像内存</translation>
    </message>
    <message>
        <source>{held} of {budget} are taken, by {count} series. What has not been looked at for longest is given back first.</source>
        <translation>已用 {held}，上限 {budget}，共 {count} 个序列。最久未查看的最先释放。</translation>
    </message>
    <message>
        <source>{ready} of {count} slices</source>
        <translation>{ready} / {count} 层</translation>
    </message>
</context>
<context>
    <name>MouseSection</name>
    <message>
        <source>Begin with</source>
        <translation>起始设置</translation>
    </message>
    <message>
        <source>Buttons</source>
        <translation>鼠标键</translation>
    </message>
    <message>
        <source>Long and short axes are drawn with the left button and Shift held; without Shift it scrolls.</source>
        <translation>按住 Shift 用左键绘制长径与短径；不按 Shift 时左键滚动层面。</translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation>鼠标</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Preset of keys and mouse</source>
        <translation>按键与鼠标预设</translation>
    </message>
    <message>
        <source>Then nothing would draw: give the tool to the other left button first.</source>
        <translation>这样将无法绘制：请先将工具分配给另一个左键操作。</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>滚轮</translation>
    </message>
    <message>
        <source>With changes of your own. Choosing a preset takes them back.</source>
        <translation>含您的自定义更改。选择预设将撤销这些更改。</translation>
    </message>
    <message>
        <source>{gesture} as in the preset</source>
        <translation>“{gesture}”恢复为预设</translation>
    </message>
</context>
<context>
    <name>NoScans</name>
    <message>
        <source>Choose folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <source>Drop a folder or a CD anywhere in this window.</source>
        <translation>将文件夹或光盘拖放到窗口任意位置。</translation>
    </message>
    <message>
        <source>No scans in this trial yet</source>
        <translation>本试验尚无扫描</translation>
    </message>
    <message>
        <source>Open the demonstration trial</source>
        <translation>打开示范试验</translation>
    </message>
    <message>
        <source>The originals are never altered.</source>
        <translation>绝不改动原始文件。</translation>
    </message>
</context>
<context>
    <name>NoTrial</name>
    <message>
        <source>New trial</source>
        <translation>新建试验</translation>
    </message>
    <message>
        <source>No trial is open</source>
        <translation>未打开试验</translation>
    </message>
    <message>
        <source>One trial is one file, NAME.longaxis.</source>
        <translation>一个试验即一个文件：名称.longaxis。</translation>
    </message>
    <message>
        <source>Open one, or begin a new one.</source>
        <translation>请打开或新建一个试验。</translation>
    </message>
    <message>
        <source>Open the demonstration trial</source>
        <translation>打开示范试验</translation>
    </message>
    <message>
        <source>Open trial</source>
        <translation>打开试验</translation>
    </message>
</context>
<context>
    <name>NothingFound</name>
    <message>
        <source>Clear the filter to see all subjects again.</source>
        <translation>清除筛选即可重新显示全部受试者。</translation>
    </message>
    <message>
        <source>No subject fits the filter</source>
        <translation>没有符合筛选条件的受试者</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
</context>
<context>
    <name>NothingGiven</name>
    <message>
        <source>No subject is assigned to you yet</source>
        <translation>尚未分配受试者给您</translation>
    </message>
    <message>
        <source>The data manager gives subjects to readers.</source>
        <translation>由数据管理员向阅片者分配受试者。</translation>
    </message>
</context>
<context>
    <name>NothingImported</name>
    <message>
        <source>No scans in this trial yet</source>
        <translation>本试验尚无扫描</translation>
    </message>
    <message>
        <source>The data manager imports them.</source>
        <translation>由数据管理员导入。</translation>
    </message>
</context>
<context>
    <name>NothingToDecide</name>
    <message>
        <source>A subject comes here when its reads are completed and differ.</source>
        <translation>受试者的阅片均已完成且不一致时，会出现在这里。</translation>
    </message>
    <message>
        <source>No reads wait for your decision</source>
        <translation>没有等待您裁定的阅片</translation>
    </message>
</context>
<context>
    <name>OpenCasesSheet</name>
    <message>
        <source>Everything is checked against its seal and unpacked into a new folder, with the pictures.</source>
        <translation>全部内容按封印核对后，连同图像解包到一个新文件夹。</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>新文件夹</translation>
    </message>
    <message>
        <source>Open cases</source>
        <translation>打开病例</translation>
    </message>
    <message>
        <source>Unpack and open</source>
        <translation>解包并打开</translation>
    </message>
    <message>
        <source>Unpacking</source>
        <translation>正在解包</translation>
    </message>
    <message>
        <source>Where to make the folder</source>
        <translation>在何处建立文件夹</translation>
    </message>
</context>
<context>
    <name>PageHead</name>
    <message>
        <source>Both reads call every timepoint alike</source>
        <translation>两次阅片各时间点判定均一致</translation>
    </message>
    <message>
        <source>Linked</source>
        <translation>联动</translation>
    </message>
    <message>
        <source>Next timepoint that differs</source>
        <translation>下一个有差异的时间点</translation>
    </message>
    <message>
        <source>Other read as ghost</source>
        <translation>叠加另一阅片</translation>
    </message>
    <message>
        <source>Previous timepoint that differs</source>
        <translation>上一个有差异的时间点</translation>
    </message>
    <message>
        <source>Timepoint</source>
        <translation>时间点</translation>
    </message>
    <message numerus="yes">
        <source>{0} timepoints differ, not this one</source>
        <translation>
            <numerusform>有 {0} 个时间点存在差异，此处没有</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{place} of {0} timepoints that differ</source>
        <translation>
            <numerusform>第 {place} 个，共 {0} 个有差异的时间点</numerusform>
        </translation>
    </message>
    <message>
        <source>{timepoint} · day {day}</source>
        <translation>{timepoint} · 第 {day} 天</translation>
    </message>
    <message>
        <source>{timepoint}, differs</source>
        <translation>{timepoint}，有差异</translation>
    </message>
</context>
<context>
    <name>PeoplePage</name>
    <message>
        <source>Accounts of this trial</source>
        <translation>本试验的账户</translation>
    </message>
    <message>
        <source>Add a person</source>
        <translation>添加人员</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message numerus="yes">
        <source>{0} accounts</source>
        <translation>
            <numerusform>{0} 个账户</numerusform>
        </translation>
    </message>
    <message>
        <source>{name} can sign in again.</source>
        <translation>{name} 可以重新登录。</translation>
    </message>
    <message>
        <source>{name} can sign in now. Tell them the password: at the first sign-in they choose their own.</source>
        <translation>{name} 现在可以登录。请告知本人密码：首次登录时须另设自己的密码。</translation>
    </message>
    <message>
        <source>{name} cannot sign in any more.</source>
        <translation>{name} 不能再登录。</translation>
    </message>
    <message>
        <source>{name} has a new password. Tell it to them: at the next sign-in they choose their own.</source>
        <translation>{name} 有了新密码。请告知本人：下次登录时须另设自己的密码。</translation>
    </message>
</context>
<context>
    <name>PeopleTable</name>
    <message>
        <source>Active</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>Last sign-in</source>
        <translation>上次登录</translation>
    </message>
    <message>
        <source>Locked until {time}</source>
        <translation>锁定至 {time}</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Signs in as</source>
        <translation>登录名</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Switched off</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>never yet</source>
        <translation>从未</translation>
    </message>
</context>
<context>
    <name>PersonButton</name>
    <message>
        <source>Act as {role}…</source>
        <translation>以{role}身份继续…</translation>
    </message>
    <message>
        <source>Change password…</source>
        <translation>更改密码…</translation>
    </message>
    <message>
        <source>Lock the window</source>
        <translation>锁定窗口</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
    <message>
        <source>Who is at the trial</source>
        <translation>当前试验使用者</translation>
    </message>
    <message>
        <source>{name} · {role}</source>
        <translation>{name} · {role}</translation>
    </message>
</context>
<context>
    <name>PersonForm</name>
    <message>
        <source>A new account</source>
        <translation>新账户</translation>
    </message>
    <message>
        <source>Add the person</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Full name, as signatures show it</source>
        <translation>全名（签名所示）</translation>
    </message>
    <message>
        <source>Give this password</source>
        <translation>设为此密码</translation>
    </message>
    <message>
        <source>Name to sign in with</source>
        <translation>登录名</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>新密码</translation>
    </message>
    <message>
        <source>New password once more</source>
        <translation>再次输入新密码</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Save changes</source>
        <translation>保存更改</translation>
    </message>
    <message>
        <source>Signs in as {name}, which stays: reads and signatures carry it.</source>
        <translation>登录名为 {name}，不可更改：阅片与签名均使用此名。</translation>
    </message>
    <message>
        <source>Switch the account off</source>
        <translation>停用账户</translation>
    </message>
    <message>
        <source>Switch the account on</source>
        <translation>启用账户</translation>
    </message>
    <message>
        <source>Tell its owner the password: at the first sign-in they choose their own.</source>
        <translation>请将密码告知本人：首次登录时须另设自己的密码。</translation>
    </message>
</context>
<context>
    <name>Picture</name>
    <message>
        <source>Key image</source>
        <translation>关键图像</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>正在加载</translation>
    </message>
    <message>
        <source>Slice {0} / {1}</source>
        <translation>层 {0} / {1}</translation>
    </message>
    <message>
        <source>Zoom {0}×</source>
        <translation>缩放 {0}×</translation>
    </message>
    <message>
        <source>day {0}</source>
        <translation>第 {0} 天</translation>
    </message>
    <message>
        <source>{0} mm thick</source>
        <translation>层厚 {0} mm</translation>
    </message>
</context>
<context>
    <name>PicturePanel</name>
    <message>
        <source>Cannot be read</source>
        <translation>不能阅片</translation>
    </message>
    <message>
        <source>Give a reason first</source>
        <translation>请先填写理由</translation>
    </message>
    <message>
        <source>Read all the same</source>
        <translation>仍然阅片</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
</context>
<context>
    <name>PictureWall</name>
    <message>
        <source>Baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>Baseline: nothing earlier to compare with</source>
        <translation>基线：没有更早的时间点可比</translation>
    </message>
    <message>
        <source>Beside</source>
        <translation>对照</translation>
    </message>
    <message>
        <source>Current</source>
        <translation>本次</translation>
    </message>
    <message>
        <source>Linked · {0}</source>
        <translation>联动 · {0}</translation>
    </message>
    <message>
        <source>Not linked</source>
        <translation>未联动</translation>
    </message>
    <message>
        <source>Prior</source>
        <translation>前次</translation>
    </message>
    <message>
        <source>The baseline is shown already</source>
        <translation>基线已经显示</translation>
    </message>
    <message>
        <source>The middles of these pictures are linked as the same place.</source>
        <translation>已将各窗格中心作为同一位置联动。</translation>
    </message>
    <message>
        <source>Two pictures are needed to say that they show the same place.</source>
        <translation>需要两个窗格才能指定同一位置。</translation>
    </message>
    <message>
        <source>set here</source>
        <translation>手动对位</translation>
    </message>
    <message>
        <source>{0} has no series that can be shown</source>
        <translation>{0} 没有可显示的序列</translation>
    </message>
</context>
<context>
    <name>Pictures</name>
    <message>
        <source>This series is not in the trial any more: choose another.</source>
        <translation>此序列已不在试验中：请另选。</translation>
    </message>
    <message>
        <source>{0} (and {1} more)</source>
        <translation>{0}（另有 {1} 个）</translation>
    </message>
</context>
<context>
    <name>PreferencesInForce</name>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>The settings say what is not understood ({names}): it is left out, and the rest holds.</source>
        <translation>设置中有无法识别的内容（{names}）：已忽略，其余有效。</translation>
    </message>
</context>
<context>
    <name>PreferencesPage</name>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Minutes without mouse or key until a trial with accounts locks</source>
        <translation>有账户的试验在无鼠标和按键多少分钟后锁定</translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation>鼠标</translation>
    </message>
    <message>
        <source>Part of the preferences</source>
        <translation>首选项分类</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>首选项</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>Small pictures of the series beside the pictures</source>
        <translation>在图像旁显示序列缩略图</translation>
    </message>
    <message>
        <source>Windows</source>
        <translation>窗宽窗位</translation>
    </message>
</context>
<context>
    <name>ProtocolPage</name>
    <message>
        <source>Every call of the trial is made by it from then on; the audit keeps both.</source>
        <translation>生效后，试验的所有评估均按新方案判定；稽查轨迹保留两者。</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Find in the protocol</source>
        <translation>在方案中查找</translation>
    </message>
    <message>
        <source>From {file}, put in by {who} on {when} UTC</source>
        <translation>来自 {file}，{who} 于 {when} UTC 录入</translation>
    </message>
    <message>
        <source>Only a data manager puts another protocol in force</source>
        <translation>只有数据管理员可以启用其他方案</translation>
    </message>
    <message>
        <source>Open a protocol file</source>
        <translation>打开方案文件</translation>
    </message>
    <message>
        <source>Open another protocol file…</source>
        <translation>打开其他方案文件…</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>方案</translation>
    </message>
    <message>
        <source>Protocols (*.toml)</source>
        <translation>方案 (*.toml)</translation>
    </message>
    <message>
        <source>Put in force</source>
        <translation>使其生效</translation>
    </message>
    <message>
        <source>The protocol in force stays</source>
        <translation>现行方案保持不变</translation>
    </message>
    <message>
        <source>The protocol is in force</source>
        <translation>方案已生效</translation>
    </message>
    <message>
        <source>The protocol of this trial cannot be read</source>
        <translation>无法读取本试验的方案</translation>
    </message>
    <message>
        <source>This file is no protocol</source>
        <translation>此文件不是方案</translation>
    </message>
    <message>
        <source>This file says what the protocol in force says</source>
        <translation>此文件与现行方案内容相同</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>另有 {count} 项</translation>
    </message>
    <message>
        <source>{count} found</source>
        <translation>找到 {count} 处</translation>
    </message>
    <message>
        <source>{protocol} is not in force yet</source>
        <translation>{protocol} 尚未生效</translation>
    </message>
</context>
<context>
    <name>ReadChoice</name>
    <message>
        <source>Read of</source>
        <translation>阅片者</translation>
    </message>
</context>
<context>
    <name>ReadingDesk</name>
    <message>
        <source>Choose a lesion first, or press N for a new one.</source>
        <translation>请先选择病灶，或按 N 新建。</translation>
    </message>
    <message>
        <source>Draw {0} to measure it.</source>
        <translation>请绘制 {0} 以测量。</translation>
    </message>
    <message>
        <source>Every lesion is answered at {0}.</source>
        <translation>{0} 的所有病灶均已评估。</translation>
    </message>
    <message>
        <source>The caliper of {0}, {1} mm, was taken away. Ctrl+Z brings it back.</source>
        <translation>已删除 {0} 的卡尺（{1} mm）。Ctrl+Z 可恢复。</translation>
    </message>
    <message>
        <source>The protocol has radiation classes assigned after the read is signed.</source>
        <translation>方案规定放疗类别在阅片签名之后指定。</translation>
    </message>
    <message>
        <source>{0} is unequivocal. Progression is dated to {1}, where it was first seen.</source>
        <translation>{0} 已明确。进展日期回溯至首见的 {1}。</translation>
    </message>
    <message>
        <source>{lesion} begins at {timepoint}: go there to take it in hand.</source>
        <translation>{lesion} 始于 {timepoint}：请转到该时间点再选中它。</translation>
    </message>
</context>
<context>
    <name>ReadingRoom</name>
    <message>
        <source>Not everything is stored yet. Close again to give up what waits.</source>
        <translation>尚有内容未存储。再次关闭将放弃未存内容。</translation>
    </message>
</context>
<context>
    <name>ReformatPicture</name>
    <message>
        <source>Zoom {0}×</source>
        <translation>缩放 {0}×</translation>
    </message>
</context>
<context>
    <name>Reformats</name>
    <message>
        <source>Nothing hangs that could be cut another way</source>
        <translation>没有可重建的序列</translation>
    </message>
    <message>
        <source>Reformats are made once all {count} slices are there: {ready} so far</source>
        <translation>全部 {count} 层就绪后方可重建：已有 {ready} 层</translation>
    </message>
</context>
<context>
    <name>ReportList</name>
    <message>
        <source>Kept: {0}</source>
        <translation>已保留：{0}</translation>
    </message>
    <message>
        <source>Left out: {0}</source>
        <translation>未导入：{0}</translation>
    </message>
    <message>
        <source>No images were added</source>
        <translation>未添加图像</translation>
    </message>
    <message>
        <source>Nothing was added twice</source>
        <translation>没有重复添加</translation>
    </message>
    <message numerus="yes">
        <source>{0} files</source>
        <translation>
            <numerusform>{0} 个文件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} images</source>
        <translation>
            <numerusform>{0} 幅图像</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} images were in the trial already</source>
        <translation>
            <numerusform>{0} 幅图像已在试验中</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} series</source>
        <translation>
            <numerusform>{0} 个序列</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} series of {1}</source>
        <translation>
            <numerusform>{1} 的 {0} 个序列</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} timepoints</source>
        <translation>
            <numerusform>{0} 个时间点</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewHead</name>
    <message>
        <source>All lists</source>
        <translation>全部列表</translation>
    </message>
    <message>
        <source>All organs</source>
        <translation>全部器官</translation>
    </message>
    <message>
        <source>Another read can be laid over this one once both are locked.</source>
        <translation>两份阅片都锁定后，才能叠加另一份阅片。</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>New lesions</source>
        <translation>新病灶</translation>
    </message>
    <message>
        <source>No other read over it</source>
        <translation>不叠加其他阅片</translation>
    </message>
    <message>
        <source>Non-targets</source>
        <translation>非靶病灶</translation>
    </message>
    <message>
        <source>One scale</source>
        <translation>统一比例</translation>
    </message>
    <message>
        <source>Organ</source>
        <translation>器官</translation>
    </message>
    <message>
        <source>Prior as ghost</source>
        <translation>前次虚影</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>阅片</translation>
    </message>
    <message>
        <source>Read over it</source>
        <translation>叠加的阅片</translation>
    </message>
    <message>
        <source>Scale of the crops</source>
        <translation>裁剪图的比例</translation>
    </message>
    <message>
        <source>Scale per lesion</source>
        <translation>逐病灶比例</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>靶病灶</translation>
    </message>
    <message>
        <source>The caliper of the timepoint before, laid middle on middle</source>
        <translation>前一时间点的卡尺，中点对中点叠放</translation>
    </message>
    <message>
        <source>locked read</source>
        <translation>已锁定的阅片</translation>
    </message>
    <message>
        <source>read not locked</source>
        <translation>未锁定的阅片</translation>
    </message>
    <message>
        <source>with {read}</source>
        <translation>叠加{read}</translation>
    </message>
    <message numerus="yes">
        <source>{0} targets</source>
        <translation>
            <numerusform>{0} 个靶病灶</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} timepoints</source>
        <translation>
            <numerusform>{0} 个时间点</numerusform>
        </translation>
    </message>
    <message>
        <source>{targets} · {timepoints} · {state}</source>
        <translation>{targets} · {timepoints} · {state}</translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>Each lesion</source>
        <translation>逐个病灶</translation>
    </message>
    <message>
        <source>Folder for the figures</source>
        <translation>图的存放文件夹</translation>
    </message>
    <message>
        <source>No lesion is shown</source>
        <translation>未显示任何病灶</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>随时间变化</translation>
    </message>
    <message>
        <source>Overlay</source>
        <translation>叠加</translation>
    </message>
    <message>
        <source>Sums</source>
        <translation>总和</translation>
    </message>
    <message>
        <source>The figures are being written.</source>
        <translation>正在写入图。</translation>
    </message>
    <message>
        <source>What is shown beside the matrix</source>
        <translation>矩阵旁显示的内容</translation>
    </message>
    <message numerus="yes">
        <source>{0} figures were written to {folder}.</source>
        <translation>
            <numerusform>已将 {0} 个图写入 {folder}。</numerusform>
        </translation>
    </message>
    <message>
        <source>{lesion} · {site}</source>
        <translation>{lesion} · {site}</translation>
    </message>
</context>
<context>
    <name>ReviewSums</name>
    <message>
        <source>Sum of diameters, mm</source>
        <translation>直径总和，mm</translation>
    </message>
    <message>
        <source>vs nadir</source>
        <translation>较最低</translation>
    </message>
    <message>
        <source>vs {0}</source>
        <translation>较 {0}</translation>
    </message>
</context>
<context>
    <name>SeriesHanging</name>
    <message>
        <source>{picture} shows {only}: hang a series of {other} in another picture.</source>
        <translation>{picture} 只显示 {only}：请将 {other} 的序列挂到另一窗格。</translation>
    </message>
    <message>
        <source>{shown} is read now: hang it in the current picture, or in the one beside.</source>
        <translation>正在阅 {shown}：请挂到当前窗格或其旁窗格。</translation>
    </message>
</context>
<context>
    <name>SeriesStrip</name>
    <message>
        <source>Timepoints</source>
        <translation>时间点</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>SideBySide</name>
    <message>
        <source>Linked · {0}</source>
        <translation>联动 · {0}</translation>
    </message>
    <message>
        <source>{0} has no series that can be shown</source>
        <translation>{0} 没有可显示的序列</translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>A data manager gave you this password and knows it. Choose your own to go on.</source>
        <translation>此密码由数据管理员设置，管理员知道它。请设置您自己的密码后继续。</translation>
    </message>
    <message>
        <source>Act as</source>
        <translation>身份</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Close trial</source>
        <translation>关闭试验</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>新密码</translation>
    </message>
    <message>
        <source>New password once more</source>
        <translation>再次输入新密码</translation>
    </message>
    <message>
        <source>Open another trial</source>
        <translation>打开其他试验</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
</context>
<context>
    <name>Signing</name>
    <message>
        <source>Before {timepoint} is read: this was found of its pictures.</source>
        <translation>阅读 {timepoint} 之前：其图像检查有以下发现。</translation>
    </message>
    <message>
        <source>Checksums of the pictures are being taken: it can be signed in a moment.</source>
        <translation>正在计算图像校验和：稍后即可签名。</translation>
    </message>
    <message>
        <source>The pictures of {timepoint} cannot be read: {reason}</source>
        <translation>{timepoint} 的图像不能阅片：{reason}</translation>
    </message>
    <message>
        <source>The read is completed.</source>
        <translation>阅片已完成。</translation>
    </message>
    <message>
        <source>The read is unlocked.</source>
        <translation>阅片已解锁。</translation>
    </message>
    <message>
        <source>What stands here has changed meanwhile: read it again before you sign.</source>
        <translation>此处内容已有变化：签名前请重新阅读。</translation>
    </message>
    <message>
        <source>{signed} is signed, and with it every timepoint.</source>
        <translation>{signed} 已签名，至此所有时间点均已签名。</translation>
    </message>
    <message>
        <source>{signed} is signed. {following} is open now.</source>
        <translation>{signed} 已签名。{following} 现已开放。</translation>
    </message>
    <message>
        <source>{timepoint} is open again.</source>
        <translation>{timepoint} 已重新开放。</translation>
    </message>
</context>
<context>
    <name>SigningSheet</name>
    <message>
        <source>A reason is needed: type one.</source>
        <translation>需要理由：请填写。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Class not set</source>
        <translation>类别未设定</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Type your password to sign.</source>
        <translation>请输入密码以签名。</translation>
    </message>
    <message>
        <source>Unirradiated</source>
        <translation>未照射</translation>
    </message>
    <message>
        <source>Your password; Enter signs</source>
        <translation>您的密码；按 Enter 签名</translation>
    </message>
</context>
<context>
    <name>SlabButton</name>
    <message>
        <source>Thickness of the reformats   Ctrl+Shift+wheel</source>
        <translation>重建层厚   Ctrl+Shift+滚轮</translation>
    </message>
    <message>
        <source>Thickness of the reformats: {slab}</source>
        <translation>重建层厚：{slab}</translation>
    </message>
    <message>
        <source>Thin</source>
        <translation>薄层</translation>
    </message>
    <message>
        <source>Thin slab</source>
        <translation>薄层</translation>
    </message>
    <message>
        <source>{thickness} mm</source>
        <translation>{thickness} mm</translation>
    </message>
    <message>
        <source>{thickness} mm {projection}</source>
        <translation>{thickness} mm {projection}</translation>
    </message>
</context>
<context>
    <name>StopSlider</name>
    <message>
        <source>Drag to blend one timepoint into the next; left and right step between them</source>
        <translation>拖动可将一个时间点渐变到下一个；左右键逐个切换</translation>
    </message>
    <message>
        <source>Timepoint shown, or the blend of two</source>
        <translation>显示的时间点，或两个时间点的混合</translation>
    </message>
</context>
<context>
    <name>SubjectHeader</name>
    <message>
        <source>Adjudicator</source>
        <translation>裁定者</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>Investigator</source>
        <translation>研究者</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Readers</source>
        <translation>阅片者</translation>
    </message>
</context>
<context>
    <name>SumTable</name>
    <message>
        <source>Drawing, mm</source>
        <translation>绘制中，mm</translation>
    </message>
    <message>
        <source>Sum of diameters, mm</source>
        <translation>直径总和，mm</translation>
    </message>
    <message>
        <source>Sum while drawing, mm</source>
        <translation>绘制中总和，mm</translation>
    </message>
    <message>
        <source>Sum, mm</source>
        <translation>总和，mm</translation>
    </message>
    <message>
        <source>vs {0}</source>
        <translation>较 {0}</translation>
    </message>
</context>
<context>
    <name>Swiping</name>
    <message>
        <source>Nothing is drawn while the prior lies over this picture: Esc takes it away.</source>
        <translation>前次图像覆盖当前图像时不能绘制；按 Esc 可移除。</translation>
    </message>
    <message>
        <source>The prior is not linked with this picture: the two cannot be laid onto each other.</source>
        <translation>前次图像未与当前图像联动，无法叠放对比。</translation>
    </message>
</context>
<context>
    <name>SwitchOn</name>
    <message>
        <source>Accounts are switched off, never deleted, and the trial cannot go back to having none. A lost password is replaced by a data manager: let there be two.</source>
        <translation>账户只会停用，不会删除，试验也不能恢复为没有账户。密码遗失时由数据管理员重设：请设置两名。</translation>
    </message>
    <message>
        <source>Each role sees and does what it is for. Readers see the subjects given to them and no other reads.</source>
        <translation>每个角色只看到并执行其职责。阅片者只看到分配给自己的受试者，看不到他人的阅片。</translation>
    </message>
    <message>
        <source>Full name, as signatures show it</source>
        <translation>全名（签名所示）</translation>
    </message>
    <message>
        <source>It is a data manager&apos;s, who can add the others.</source>
        <translation>首个账户属于数据管理员，由其添加其他账户。</translation>
    </message>
    <message>
        <source>Name to sign in with</source>
        <translation>登录名</translation>
    </message>
    <message>
        <source>Nobody sees the trial without signing in. The window locks after {count} minutes without mouse or key.</source>
        <translation>不登录就看不到试验。无鼠标和按键 {count} 分钟后窗口锁定。</translation>
    </message>
    <message>
        <source>Nothing has been read in this trial yet.</source>
        <translation>本试验尚无阅片。</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Password once more</source>
        <translation>再次输入密码</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Switch on accounts</source>
        <translation>启用账户</translation>
    </message>
    <message>
        <source>The first account</source>
        <translation>首个账户</translation>
    </message>
    <message>
        <source>The reads made so far stay with who signs in by the name they carry: {names}. They go on once the subject is given to that person.</source>
        <translation>已有的阅片归以其所载姓名登录的人：{names}。受试者分配给此人后可继续。</translation>
    </message>
    <message>
        <source>This trial is open to everyone at this computer</source>
        <translation>本试验对此电脑上的所有人开放</translation>
    </message>
    <message>
        <source>Timepoints are signed with the password, and what is signed is locked.</source>
        <translation>时间点用密码签名，签名后的内容即锁定。</translation>
    </message>
    <message>
        <source>What accounts change</source>
        <translation>账户带来的变化</translation>
    </message>
    <message>
        <source>Whoever opens it sees and changes everything, in the name of this computer&apos;s account, {account}.</source>
        <translation>打开它的人以此电脑的账户 {account} 的名义查看并更改一切。</translation>
    </message>
</context>
<context>
    <name>TakeBackSheet</name>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>All as here</source>
        <translation>全部以此处为准</translation>
    </message>
    <message>
        <source>All as in the file</source>
        <translation>全部以文件为准</translation>
    </message>
    <message>
        <source>Checking the file</source>
        <translation>正在核对文件</translation>
    </message>
    <message>
        <source>Kept as they are here: {left}. Signatures that came: {signatures}; voided: {voided}.</source>
        <translation>保持此处不变：{left}。收入的签名：{signatures}；作废的签名：{voided}。</translation>
    </message>
    <message>
        <source>No key stands for it: its trial has no accounts. The checksums are right.</source>
        <translation>没有密钥为其担保：其试验没有账户。校验和无误。</translation>
    </message>
    <message>
        <source>Reads of {reader}, handed out {when} by {who}.</source>
        <translation>{reader} 的阅片，由 {who} 于 {when} 发出。</translation>
    </message>
    <message>
        <source>Sealed by {name}, {when}.</source>
        <translation>由 {name} 封印，{when}。</translation>
    </message>
    <message>
        <source>Take in</source>
        <translation>收入</translation>
    </message>
    <message>
        <source>Take reads back</source>
        <translation>收回阅片</translation>
    </message>
    <message>
        <source>Taken in: {codes}</source>
        <translation>已收入：{codes}</translation>
    </message>
    <message>
        <source>Taking reads in</source>
        <translation>正在收入阅片</translation>
    </message>
    <message>
        <source>There is nothing to take in</source>
        <translation>没有可收入的内容</translation>
    </message>
    <message>
        <source>Why so, for the audit (required)</source>
        <translation>理由，记入稽查轨迹（必填）</translation>
    </message>
    <message>
        <source>With something new: {codes}.</source>
        <translation>有新内容：{codes}。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message numerus="yes">
        <source>{0} differences, {1} to be decided</source>
        <translation>
            <numerusform>{0} 处不同，{1} 处待决定</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TextEntry</name>
    <message>
        <source>Text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Text of the annotation</source>
        <translation>标注文字</translation>
    </message>
</context>
<context>
    <name>Thumbnail</name>
    <message>
        <source>no picture</source>
        <translation>无图像</translation>
    </message>
</context>
<context>
    <name>TimesChoice</name>
    <message>
        <source>Duration of response</source>
        <translation>缓解持续时间</translation>
    </message>
    <message>
        <source>OS by assessment set</source>
        <translation>OS 按评估集</translation>
    </message>
    <message>
        <source>PFS and OS</source>
        <translation>PFS 与 OS</translation>
    </message>
    <message>
        <source>PFS by assessment set</source>
        <translation>PFS 按评估集</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Times are of patients, by assessment set. There are none by radiation class: a patient may have lesions of several classes.</source>
        <translation>时间按患者计算，可按评估集区分。不按照射类别区分：同一患者可有多个类别的病灶。</translation>
    </message>
</context>
<context>
    <name>Toolbar</name>
    <message>
        <source>All timepoints as a table</source>
        <translation>全部时间点列表</translation>
    </message>
    <message>
        <source>Baseline, prior and current</source>
        <translation>基线、前次与本次</translation>
    </message>
    <message>
        <source>Baseline: nothing earlier to compare with</source>
        <translation>基线：没有更早的时间点可比</translation>
    </message>
    <message>
        <source>Earlier calipers on the current</source>
        <translation>在当前影像上显示既往卡尺</translation>
    </message>
    <message>
        <source>Four pictures</source>
        <translation>四窗格</translation>
    </message>
    <message>
        <source>Long and short axis</source>
        <translation>长径与短径</translation>
    </message>
    <message>
        <source>Nothing to redo</source>
        <translation>没有可重做的操作</translation>
    </message>
    <message>
        <source>Nothing to undo</source>
        <translation>没有可撤销的操作</translation>
    </message>
    <message>
        <source>One picture</source>
        <translation>单窗格</translation>
    </message>
    <message>
        <source>Prior and current</source>
        <translation>前次与本次</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Reformats: coronal and sagittal beside the slices</source>
        <translation>重建：在层面旁显示冠状位与矢状位</translation>
    </message>
    <message>
        <source>Show calipers</source>
        <translation>显示卡尺</translation>
    </message>
    <message>
        <source>Show calipers; hold {key} to hide them</source>
        <translation>显示卡尺；按住 {key} 隐藏</translation>
    </message>
    <message>
        <source>Single line</source>
        <translation>单线</translation>
    </message>
    <message>
        <source>There is no baseline beside the prior</source>
        <translation>除前次外没有基线</translation>
    </message>
    <message>
        <source>Two series that are sliced the same way can be linked</source>
        <translation>层面方向相同的两个序列可以联动</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>About Longaxis</source>
        <translation>关于 Longaxis</translation>
    </message>
    <message>
        <source>Adjudication</source>
        <translation>裁定</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Keys and mouse</source>
        <translation>按键与鼠标</translation>
    </message>
    <message>
        <source>Open a timepoint in the worklist to read it</source>
        <translation>请在工作列表中打开时间点以阅片</translation>
    </message>
    <message>
        <source>Open a trial to see it</source>
        <translation>请先打开试验</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>首选项</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>方案</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>阅片</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>审阅</translation>
    </message>
    <message>
        <source>Saved {0}</source>
        <translation>{0} 已保存</translation>
    </message>
    <message>
        <source>Trial</source>
        <translation>试验</translation>
    </message>
    <message>
        <source>What became of this read   Ctrl+H</source>
        <translation>此次阅片的经过   Ctrl+H</translation>
    </message>
    <message>
        <source>What calls are made by   Ctrl+P</source>
        <translation>评估所依据的方案   Ctrl+P</translation>
    </message>
    <message>
        <source>Worklist</source>
        <translation>工作列表</translation>
    </message>
</context>
<context>
    <name>TrialHead</name>
    <message>
        <source>Accepted of the readers</source>
        <translation>阅片者的采纳结果</translation>
    </message>
    <message>
        <source>All lesions</source>
        <translation>全部病灶</translation>
    </message>
    <message>
        <source>All patients</source>
        <translation>全部患者</translation>
    </message>
    <message>
        <source>Bars of the waterfall</source>
        <translation>瀑布图的条</translation>
    </message>
    <message>
        <source>By lesion</source>
        <translation>按病灶</translation>
    </message>
    <message>
        <source>By patient</source>
        <translation>按患者</translation>
    </message>
    <message>
        <source>Endpoints</source>
        <translation>终点</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Export all</source>
        <translation>全部导出</translation>
    </message>
    <message>
        <source>Investigator&apos;s reads</source>
        <translation>研究者的阅片</translation>
    </message>
    <message>
        <source>Lesions</source>
        <translation>病灶</translation>
    </message>
    <message>
        <source>Patients</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>Reads of the protocol</source>
        <translation>方案规定的阅片</translation>
    </message>
    <message>
        <source>Reads of {reader}</source>
        <translation>{reader} 的阅片</translation>
    </message>
    <message>
        <source>Trial</source>
        <translation>试验</translation>
    </message>
    <message>
        <source>What is shown of the trial</source>
        <translation>试验显示内容</translation>
    </message>
    <message>
        <source>Whose reads count</source>
        <translation>以谁的阅片为准</translation>
    </message>
    <message>
        <source>cut-off {date}</source>
        <translation>数据截止 {date}</translation>
    </message>
    <message>
        <source>n = {count} · {cutoff} · {read} · {title}</source>
        <translation>n = {count} · {cutoff} · {read} · {title}</translation>
    </message>
    <message>
        <source>no cut-off, last date {date}</source>
        <translation>未设截止日，最后日期 {date}</translation>
    </message>
</context>
<context>
    <name>TrialPage</name>
    <message>
        <source>Endpoints are being computed.</source>
        <translation>正在计算终点。</translation>
    </message>
    <message>
        <source>NR: not reached.</source>
        <translation>NR：未达到。</translation>
    </message>
    <message>
        <source>Patients never assessed, or not evaluable, stay in the denominator.</source>
        <translation>从未评估或不可评估的患者仍计入分母。</translation>
    </message>
    <message>
        <source>Save the figure; its data goes beside it</source>
        <translation>保存此图；其数据存放在旁边</translation>
    </message>
    <message>
        <source>Where all figures and their data go</source>
        <translation>全部图及其数据的存放位置</translation>
    </message>
    <message>
        <source>Written to {folder}: {names}</source>
        <translation>已写入 {folder}：{names}</translation>
    </message>
    <message numerus="yes">
        <source>{0} files were written to {folder}</source>
        <translation>
            <numerusform>已向 {folder} 写入 {0} 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>{format}, one column of 85 mm (*.{suffix})</source>
        <translation>{format}，单栏 85 mm (*.{suffix})</translation>
    </message>
</context>
<context>
    <name>Unstored</name>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>{0} drawn or said since then are kept here and not stored yet.</source>
        <translation>此后绘制或填写的 {0} 项暂存于此，尚未存储。</translation>
    </message>
</context>
<context>
    <name>WindowRow</name>
    <message>
        <source>Level</source>
        <translation>窗位</translation>
    </message>
    <message>
        <source>Level of {window}</source>
        <translation>{window}的窗位</translation>
    </message>
    <message>
        <source>Name of window {number}</source>
        <translation>窗 {number} 的名称</translation>
    </message>
    <message>
        <source>Take the window {window} away</source>
        <translation>移除{window}</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>窗宽</translation>
    </message>
    <message>
        <source>Width of {window}</source>
        <translation>{window}的窗宽</translation>
    </message>
</context>
<context>
    <name>WindowsSection</name>
    <message>
        <source>Add a window</source>
        <translation>添加窗设置</translation>
    </message>
    <message>
        <source>The file&apos;s own window</source>
        <translation>文件自带窗</translation>
    </message>
    <message>
        <source>Window {number}</source>
        <translation>窗 {number}</translation>
    </message>
    <message>
        <source>Windows</source>
        <translation>窗设置</translation>
    </message>
    <message>
        <source>Windows as in the protocol</source>
        <translation>恢复为方案的窗设置</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Adjudicate</source>
        <translation>裁定</translation>
    </message>
    <message>
        <source>Adjudicated</source>
        <translation>已裁定</translation>
    </message>
    <message>
        <source>Call so far: {0}</source>
        <translation>目前评估：{0}</translation>
    </message>
    <message>
        <source>Call, not signed: {0}</source>
        <translation>评估（未签署）：{0}</translation>
    </message>
    <message>
        <source>Call, signed: {0}</source>
        <translation>评估（已签名）：{0}</translation>
    </message>
    <message>
        <source>Check images</source>
        <translation>图像待查</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Earlier scan</source>
        <translation>既往扫描</translation>
    </message>
    <message>
        <source>Files missing</source>
        <translation>文件缺失</translation>
    </message>
    <message>
        <source>Final look</source>
        <translation>最后复核</translation>
    </message>
    <message>
        <source>Go on with {timepoint}</source>
        <translation>继续 {timepoint}</translation>
    </message>
    <message>
        <source>Images complete</source>
        <translation>图像完整</translation>
    </message>
    <message>
        <source>Images incomplete</source>
        <translation>图像不完整</translation>
    </message>
    <message>
        <source>Incomplete</source>
        <translation>不完整</translation>
    </message>
    <message>
        <source>It opens when the timepoint before it is signed.</source>
        <translation>前一时间点签名后开放。</translation>
    </message>
    <message>
        <source>No images</source>
        <translation>无图像</translation>
    </message>
    <message>
        <source>Opens later</source>
        <translation>稍后开放</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>已阅</translation>
    </message>
    <message>
        <source>Read {timepoint}</source>
        <translation>阅读 {timepoint}</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>阅片中</translation>
    </message>
    <message>
        <source>Sign {timepoint}</source>
        <translation>签名 {timepoint}</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>已签名</translation>
    </message>
    <message>
        <source>To read</source>
        <translation>待阅</translation>
    </message>
    <message>
        <source>To sign</source>
        <translation>待签名</translation>
    </message>
    <message>
        <source>Unirradiated</source>
        <translation>未照射</translation>
    </message>
    <message>
        <source>completed</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>day {0}</source>
        <translation>第 {0} 天</translation>
    </message>
    <message>
        <source>decided</source>
        <translation>已裁定</translation>
    </message>
    <message>
        <source>no date in the files</source>
        <translation>文件中无日期</translation>
    </message>
    <message>
        <source>not begun</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>not decided</source>
        <translation>未裁定</translation>
    </message>
    <message numerus="yes">
        <source>{0} missing</source>
        <translation>
            <numerusform>缺 {0} 名</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message numerus="yes">
        <source>{0} readers are missing by the protocol</source>
        <translation>
            <numerusform>按方案缺 {0} 名阅片者</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} signed</source>
        <translation>{0} 份已签名</translation>
    </message>
    <message>
        <source>{code}: no lesion has a class yet</source>
        <translation>{code}：尚无已分类的病灶</translation>
    </message>
    <message>
        <source>{code}: {classes}</source>
        <translation>{code}：{classes}</translation>
    </message>
    <message>
        <source>{name} adjudicates: {state}</source>
        <translation>{name} 裁定：{state}</translation>
    </message>
    <message>
        <source>{name} has read without being given the subject: {state}</source>
        <translation>{name} 未分配此受试者而已阅片：{state}</translation>
    </message>
    <message>
        <source>{name} investigates: {state}</source>
        <translation>{name} 研究：{state}</translation>
    </message>
    <message>
        <source>{name} reads: {state}</source>
        <translation>{name} 阅片：{state}</translation>
    </message>
    <message>
        <source>{signed} of {total} signed</source>
        <translation>已签名 {signed}/{total}</translation>
    </message>
</context>
<context>
    <name>WorkProgress</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>about {0} min left</source>
        <translation>约剩 {0} 分钟</translation>
    </message>
    <message>
        <source>about {0} s left</source>
        <translation>约剩 {0} 秒</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
</context>
<context>
    <name>WorklistGrid</name>
    <message>
        <source>Subjects by timepoints</source>
        <translation>受试者与时间点</translation>
    </message>
</context>
<context>
    <name>WorklistHead</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>已开始</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>已阅</translation>
    </message>
    <message>
        <source>Reader missing</source>
        <translation>缺阅片者</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>阅片中</translation>
    </message>
    <message>
        <source>To read</source>
        <translation>待阅</translation>
    </message>
    <message>
        <source>Which subjects</source>
        <translation>显示哪些受试者</translation>
    </message>
    <message>
        <source>Worklist</source>
        <translation>工作列表</translation>
    </message>
</context>
<context>
    <name>WorklistPage</name>
    <message>
        <source>Import a folder</source>
        <translation>导入文件夹</translation>
    </message>
    <message>
        <source>New trial</source>
        <translation>新建试验</translation>
    </message>
    <message>
        <source>Nothing was changed</source>
        <translation>未作改动</translation>
    </message>
    <message>
        <source>Open the read to undo or redo it there.</source>
        <translation>请打开该次阅片，在其中撤销或重做。</translation>
    </message>
    <message>
        <source>Open trial</source>
        <translation>打开试验</translation>
    </message>
    <message>
        <source>The last step was made in a read</source>
        <translation>上一步操作是在阅片中进行的</translation>
    </message>
    <message>
        <source>The trial was not made</source>
        <translation>试验未建立</translation>
    </message>
    <message>
        <source>Trials (*{0})</source>
        <translation>试验 (*{0})</translation>
    </message>
    <message numerus="yes">
        <source>{0} subjects</source>
        <translation>
            <numerusform>{0} 名受试者</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} timepoints</source>
        <translation>
            <numerusform>{0} 个时间点</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} to {1} of {2}</source>
        <translation>{0} 至 {1}，共 {2} 名</translation>
    </message>
    <message>
        <source>{0} · {1}, {2}</source>
        <translation>{0} · {1}，{2}</translation>
    </message>
</context>
<context>
    <name>Workstation</name>
    <message>
        <source>Not everything is stored yet. Close again to give up what waits.</source>
        <translation>尚有内容未存储。再次关闭将放弃未存内容。</translation>
    </message>
    <message>
        <source>Something unexpected happened ({0}). What was drawn is stored; if it happens again, report this line.</source>
        <translation>发生意外（{0}）。已绘制的内容均已存储；如再次发生，请报告此行。</translation>
    </message>
    <message>
        <source>What was being dragged when the window locked was dropped: draw it again.</source>
        <translation>窗口锁定时正在拖画的内容已放弃：请重画。</translation>
    </message>
</context>
<context>
    <name>_Model</name>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>done again</source>
        <translation>已重做</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>未叠加</translation>
    </message>
    <message>
        <source>lies over the others</source>
        <translation>已叠加</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>已撤销</translation>
    </message>
</context>
<context>
    <name>_TimepointBox</name>
    <message>
        <source>Current</source>
        <translation>本次</translation>
    </message>
    <message>
        <source>Prior</source>
        <translation>前次</translation>
    </message>
    <message>
        <source>day {0}</source>
        <translation>第 {0} 天</translation>
    </message>
</context>
<context>
    <name>adjudication</name>
    <message>
        <source>Baseline sum</source>
        <translation>基线总和</translation>
    </message>
    <message>
        <source>Best response {best}, confirmed {confirmed}</source>
        <translation>最佳疗效 {best}，确认后 {confirmed}</translation>
    </message>
    <message>
        <source>Earlier timepoints</source>
        <translation>先前时间点</translation>
    </message>
    <message>
        <source>Nadir</source>
        <translation>最低</translation>
    </message>
    <message>
        <source>No class yet</source>
        <translation>未分类</translation>
    </message>
    <message>
        <source>Nothing was said at this timepoint.</source>
        <translation>此时间点没有任何评估。</translation>
    </message>
    <message>
        <source>Read A</source>
        <translation>阅片 A</translation>
    </message>
    <message>
        <source>Read B</source>
        <translation>阅片 B</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>总和</translation>
    </message>
    <message>
        <source>The reads can be compared here; only an adjudicator decides.</source>
        <translation>可以在此比较阅片；只有裁定者作出裁定。</translation>
    </message>
    <message>
        <source>This subject is not in the trial any more: choose another.</source>
        <translation>此受试者已不在试验中：请选择其他受试者。</translation>
    </message>
    <message>
        <source>This trial has no accounts: its reads can be compared here, but nobody can sign a decision.</source>
        <translation>此试验没有账户：可以在此比较阅片，但无人能签署裁定。</translation>
    </message>
    <message>
        <source>Unirradiated</source>
        <translation>未照射</translation>
    </message>
    <message>
        <source>list</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>non-target</source>
        <translation>非靶病灶</translation>
    </message>
    <message>
        <source>only A</source>
        <translation>仅 A</translation>
    </message>
    <message>
        <source>only B</source>
        <translation>仅 B</translation>
    </message>
    <message>
        <source>state</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>{0} has no two reads to compare: wait until both are completed.</source>
        <translation>{0} 没有可比较的两次阅片：请等待两次均完成。</translation>
    </message>
    <message>
        <source>{lesion}: matched by its site, without calipers to compare</source>
        <translation>{lesion}：按部位对应，没有可比较的卡尺</translation>
    </message>
    <message>
        <source>{lesion}: middles of the calipers {mm} mm apart</source>
        <translation>{lesion}：两卡尺中点相距 {mm} mm</translation>
    </message>
    <message>
        <source>{mm}, {state}</source>
        <translation>{mm}，{state}</translation>
    </message>
    <message>
        <source>{read} was taken already: “{comment}”</source>
        <translation>已采用{read}：“{comment}”</translation>
    </message>
    <message>
        <source>{site}, short axis</source>
        <translation>{site}，短径</translation>
    </message>
</context>
<context>
    <name>case</name>
    <message>
        <source>absent</source>
        <translation>消失</translation>
    </message>
    <message>
        <source>equivocal</source>
        <translation>可疑</translation>
    </message>
    <message>
        <source>increased</source>
        <translation>增大</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>已测量</translation>
    </message>
    <message>
        <source>merged</source>
        <translation>融合</translation>
    </message>
    <message>
        <source>not evaluable</source>
        <translation>不可评估</translation>
    </message>
    <message>
        <source>present</source>
        <translation>存在</translation>
    </message>
    <message>
        <source>too small</source>
        <translation>过小</translation>
    </message>
    <message>
        <source>unequivocal</source>
        <translation>明确</translation>
    </message>
    <message>
        <source>{millimetres} on a reformat</source>
        <translation>{millimetres}（重建）</translation>
    </message>
</context>
<context>
    <name>conflict</name>
    <message>
        <source>Completed: lesions {lesions}, answers {answers}</source>
        <translation>已完成：病灶 {lesions}，作答 {answers}</translation>
    </message>
    <message>
        <source>It is signed here, and not in the file: what is here stays.</source>
        <translation>此处已签名，文件中未签名：保留此处的内容。</translation>
    </message>
    <message>
        <source>It is signed in the file, and not here: what is in the file is taken.</source>
        <translation>文件中已签名，此处未签名：采用文件中的内容。</translation>
    </message>
    <message>
        <source>Kept, nothing of this file is taken in.</source>
        <translation>若保留此处，则不收入此文件的任何内容。</translation>
    </message>
    <message>
        <source>Lesions {lesions}, answers {answers}, nothing signed</source>
        <translation>病灶 {lesions}，作答 {answers}，未签名</translation>
    </message>
    <message>
        <source>Lesions {lesions}, answers {answers}, signed: {signed}</source>
        <translation>病灶 {lesions}，作答 {answers}，已签名：{signed}</translation>
    </message>
    <message>
        <source>One is taken whole. Signatures here that are not in the file would be voided.</source>
        <translation>只能整体采用其一。若采用文件，此处有而文件中没有的签名将作废。</translation>
    </message>
    <message>
        <source>Pictures of {subject} are others than those that were read</source>
        <translation>{subject} 的图像与阅片时的不同</translation>
    </message>
    <message>
        <source>Reads of a later hand-over were taken in before</source>
        <translation>较晚一次发出的阅片已先行收入</translation>
    </message>
    <message>
        <source>Taken, the read comes to the subject as it is here. Kept, it is left out.</source>
        <translation>若采用文件，阅片归入此处现有的受试者；若保留此处，则不收入该阅片。</translation>
    </message>
    <message>
        <source>Taken, the reads count by the protocol here: what was signed by the other comes in voided.</source>
        <translation>若采用文件，阅片按此处的方案判定：按另一方案所签的签名收入后作废。</translation>
    </message>
    <message>
        <source>The carried trial was copied, and both copies were read</source>
        <translation>带出的试验被复制，且两份都有阅片</translation>
    </message>
    <message>
        <source>The other one stays in the audit.</source>
        <translation>另一个值保留在稽查轨迹中。</translation>
    </message>
    <message>
        <source>The pictures of {subject} {where} were judged differently</source>
        <translation>对 {subject} {where} 的图像判断不同</translation>
    </message>
    <message>
        <source>The reader&apos;s account has another key than when they signed</source>
        <translation>阅片者账户的密钥与签名时不同</translation>
    </message>
    <message>
        <source>The trial has another protocol than when the cases were handed out</source>
        <translation>试验的方案与发出病例时不同</translation>
    </message>
    <message>
        <source>The visits of {subject} are others than when it was handed out</source>
        <translation>{subject} 的访视与发出时不同</translation>
    </message>
    <message>
        <source>What was drawn has no place here any more: what is here stays.</source>
        <translation>所画的内容在此处已无对应位置：保留此处的内容。</translation>
    </message>
    <message>
        <source>{subject} has another code than when it was handed out</source>
        <translation>{subject} 的编号与发出时不同</translation>
    </message>
    <message>
        <source>{subject} is not this reader&apos;s any more</source>
        <translation>{subject} 不再分配给此阅片者</translation>
    </message>
    <message>
        <source>{subject} was read at both places</source>
        <translation>{subject} 在两处都有阅片</translation>
    </message>
    <message>
        <source>{subject}: {where} was changed at both places</source>
        <translation>{subject}：{where} 在两处都有改动</translation>
    </message>
</context>
<context>
    <name>files</name>
    <message>
        <source>{count} of {total} files are missing, the first is {path}: connect the disk or bring the folder back, or import the folder where they are now.</source>
        <translation>{total} 个文件中缺失 {count} 个，首个为 {path}：请连接磁盘或恢复文件夹，或从现在的位置重新导入。</translation>
    </message>
    <message>
        <source>{count} of {total} files have changed since they were imported, the first is {path}: their pictures are not shown; import their folder again.</source>
        <translation>{total} 个文件中有 {count} 个在导入后已改变，首个为 {path}：其图像不予显示；请重新导入该文件夹。</translation>
    </message>
</context>
<context>
    <name>following</name>
    <message>
        <source>By their files {prior} and {current} are of different patients: lesions are not followed until that is settled.</source>
        <translation>根据文件，{prior} 与 {current} 属于不同患者：核实之前不跟踪病灶。</translation>
    </message>
    <message>
        <source>Check: another place looks as much like that of {lesion}.</source>
        <translation>请核对：另有一处与 {lesion} 所在处同样相似。</translation>
    </message>
    <message>
        <source>Check: the surroundings of {lesion} could not be compared.</source>
        <translation>请核对：{lesion} 的周围无法比对。</translation>
    </message>
    <message>
        <source>Check: the surroundings of {lesion} look different now.</source>
        <translation>请核对：{lesion} 周围的影像现已不同。</translation>
    </message>
    <message>
        <source>Check: the wide and the close comparison put {lesion} in different places.</source>
        <translation>请核对：大范围与小范围比对得到的 {lesion} 位置不一致。</translation>
    </message>
    <message>
        <source>Check: {lesion} is put far from where its cross-section lies.</source>
        <translation>请核对：{lesion} 的位置与其所在断层的位置相距较远。</translation>
    </message>
    <message>
        <source>Check: {lesion} lies at the edge of what was scanned.</source>
        <translation>请核对：{lesion} 位于扫描范围的边缘。</translation>
    </message>
    <message>
        <source>Check: {lesion} lies in tissue that moves with the breath, such as the liver.</source>
        <translation>请核对：{lesion} 位于随呼吸移动的组织（如肝脏）内。</translation>
    </message>
    <message>
        <source>Pictures of {where} cannot be read: bring the files back to their place.</source>
        <translation>无法读取 {where} 的图像：请将文件放回原处。</translation>
    </message>
    <message>
        <source>check</source>
        <translation>请核对</translation>
    </message>
    <message>
        <source>outside the scan</source>
        <translation>扫描范围外</translation>
    </message>
    <message>
        <source>{lesion} lies outside what this scan shows.</source>
        <translation>{lesion} 位于本次扫描范围之外。</translation>
    </message>
    <message>
        <source>{lesion} · within {radius} mm</source>
        <translation>{lesion} · {radius} mm 内</translation>
    </message>
    <message>
        <source>{lesion} · {timepoint}, day {day}</source>
        <translation>{lesion} · {timepoint}，第 {day} 天</translation>
    </message>
    <message>
        <source>{lesion}, drawn at {timepoint}, is to be looked for within {radius} mm of the circle&apos;s middle.</source>
        <translation>{lesion}（绘制于 {timepoint}）应在圆心 {radius} mm 范围内寻找。</translation>
    </message>
    <message>
        <source>{prior} and {current} have the same pictures: ask whether the right series were imported.</source>
        <translation>{prior} 与 {current} 的图像相同：请核实导入的序列是否正确。</translation>
    </message>
    <message>
        <source>{prior} and {current} share next to nothing of the body, and no lesion was found for sure: find them by eye, or set one right by two clicks.</source>
        <translation>{prior} 与 {current} 几乎没有共同的扫描范围，且没有确定找到任何病灶：请目视寻找，或用两次点击校正其中一个。</translation>
    </message>
    <message>
        <source>{where} has no CT of three slices or more that make one stack: find its lesions by eye.</source>
        <translation>{where} 没有由三层以上组成且位置一致的 CT 序列：请目视寻找病灶。</translation>
    </message>
    <message>
        <source>{where} has no pictures to follow lesions with: import its series.</source>
        <translation>{where} 没有可用于跟踪病灶的图像：请导入其序列。</translation>
    </message>
</context>
<context>
    <name>guide</name>
    <message>
        <source>Answer every lesion of the list, then Ctrl+Enter: it shows what you sign, and your password signs it. The next timepoint opens with it.</source>
        <translation>对列表中每个病灶作答，然后按 Ctrl+Enter：会显示您签署的内容，用密码签署。随后下一时间点打开。</translation>
    </message>
    <message>
        <source>Answer every lesion of the list: the call stands below, with what would flip it.</source>
        <translation>逐一评估列表中的病灶：下方即显示评估结果及什么会改变判定。</translation>
    </message>
    <message>
        <source>At the baseline (Q goes back) click Site below, or press F3, then type: clav finds the supraclavicular node, the arrow keys its right side, and Enter takes it.</source>
        <translation>在基线（按 Q 返回）点击下方的“部位”或按 F3，再输入：“锁骨上”即可找到锁骨上淋巴结，用方向键选右侧，按 Enter 确定。</translation>
    </message>
    <message>
        <source>Draw a lesion</source>
        <translation>绘制一个病灶</translation>
    </message>
    <message>
        <source>Draw it at the next timepoint</source>
        <translation>在下一时间点绘制该病灶</translation>
    </message>
    <message>
        <source>E goes there, and to where the lesion in hand was found: what you draw is its.</source>
        <translation>按 E 前往该时间点，并转到当前病灶所在处：所画的即属于该病灶。</translation>
    </message>
    <message>
        <source>Say how it was irradiated</source>
        <translation>选择放疗分类</translation>
    </message>
    <message>
        <source>See the call and its reason</source>
        <translation>查看评估结果及依据</translation>
    </message>
    <message>
        <source>Set its site</source>
        <translation>填写部位</translation>
    </message>
    <message>
        <source>Sign the baseline</source>
        <translation>签署基线</translation>
    </message>
    <message>
        <source>The node had low-dose radiation: Shift+2 for LDRT. Shift+1 is SBRT, Shift+3 unirradiated; the buttons below do the same.</source>
        <translation>该淋巴结接受过低剂量放疗：按 Shift+2 选 LDRT。Shift+1 为 SBRT，Shift+3 为未照射；下方按钮作用相同。</translation>
    </message>
    <message>
        <source>Turn the wheel about 10 notches up, to slice 8 of 34 or so: the round node at the patient&apos;s right, left in the picture, is one. Ctrl + wheel zooms.</source>
        <translation>滚轮向上约 10 格，到第 8 层（共 34 层）左右：患者右侧（图像左侧）的圆形淋巴结就是一个。Ctrl + 滚轮缩放。</translation>
    </message>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
</context>
<context>
    <name>hanging</name>
    <message>
        <source>baseline was {description}</source>
        <translation>基线为 {description}</translation>
    </message>
    <message>
        <source>field of view {here:.0f} mm, baseline {baseline:.0f} mm</source>
        <translation>视野 {here:.0f} mm，基线 {baseline:.0f} mm</translation>
    </message>
    <message>
        <source>kernel {here}, baseline {baseline}</source>
        <translation>卷积核 {here}，基线 {baseline}</translation>
    </message>
    <message>
        <source>thickness {here:.1f} mm, baseline {baseline:.1f} mm</source>
        <translation>层厚 {here:.1f} mm，基线 {baseline:.1f} mm</translation>
    </message>
</context>
<context>
    <name>history</name>
    <message>
        <source>Read begun</source>
        <translation>阅片开始</translation>
    </message>
    <message>
        <source>Read completed and signed by {name}, version {version}</source>
        <translation>阅片完成，由 {name} 签名，第 {version} 版</translation>
    </message>
    <message>
        <source>Taken by {name} as the read that counts</source>
        <translation>由 {name} 选定为有效阅片</translation>
    </message>
    <message>
        <source>Unirradiated</source>
        <translation>未照射</translation>
    </message>
    <message>
        <source>Voided: {signature}</source>
        <translation>已作废：{signature}</translation>
    </message>
    <message>
        <source>annotation ({kind})</source>
        <translation>标注（{kind}）</translation>
    </message>
    <message>
        <source>class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>comment</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>first seen at</source>
        <translation>首见于</translation>
    </message>
    <message>
        <source>key image</source>
        <translation>关键图像</translation>
    </message>
    <message>
        <source>label</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>list</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>node</source>
        <translation>淋巴结</translation>
    </message>
    <message>
        <source>organ</source>
        <translation>器官</translation>
    </message>
    <message>
        <source>place in the list</source>
        <translation>列表中的位置</translation>
    </message>
    <message>
        <source>side</source>
        <translation>侧别</translation>
    </message>
    <message>
        <source>site</source>
        <translation>部位</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>{lesion} added</source>
        <translation>添加 {lesion}</translation>
    </message>
    <message>
        <source>{lesion} added: {what}</source>
        <translation>添加 {lesion}：{what}</translation>
    </message>
    <message>
        <source>{lesion} at {timepoint}: comment “{comment}”</source>
        <translation>{lesion} 于 {timepoint}：备注“{comment}”</translation>
    </message>
    <message>
        <source>{lesion} at {timepoint}: drawn elsewhere, as long</source>
        <translation>{lesion} 于 {timepoint}：重画于别处，长度相同</translation>
    </message>
    <message>
        <source>{lesion} at {timepoint}: label moved</source>
        <translation>{lesion} 于 {timepoint}：移动标签</translation>
    </message>
    <message>
        <source>{lesion} at {timepoint}: {after}</source>
        <translation>{lesion} 于 {timepoint}：{after}</translation>
    </message>
    <message>
        <source>{lesion} at {timepoint}: {before} taken back</source>
        <translation>{lesion} 于 {timepoint}：撤回 {before}</translation>
    </message>
    <message>
        <source>{lesion} at {timepoint}: {before} → {after}</source>
        <translation>{lesion} 于 {timepoint}：{before} → {after}</translation>
    </message>
    <message>
        <source>{lesion} removed</source>
        <translation>删除 {lesion}</translation>
    </message>
    <message>
        <source>{lesion}: {changes}</source>
        <translation>{lesion}：{changes}</translation>
    </message>
    <message>
        <source>{timepoint} signed by {name}, version {version}</source>
        <translation>{timepoint} 由 {name} 签名，第 {version} 版</translation>
    </message>
    <message>
        <source>{timepoint}: {what} added</source>
        <translation>{timepoint}：添加{what}</translation>
    </message>
    <message>
        <source>{timepoint}: {what} changed</source>
        <translation>{timepoint}：更改{what}</translation>
    </message>
    <message>
        <source>{timepoint}: {what} removed</source>
        <translation>{timepoint}：删除{what}</translation>
    </message>
</context>
<context>
    <name>issues</name>
    <message>
        <source>A localizer, never measured.</source>
        <translation>定位像，不作测量。</translation>
    </message>
    <message>
        <source>A slice lies apart from the others.</source>
        <translation>有层面偏离其他层面。</translation>
    </message>
    <message>
        <source>Files are incomplete or contradict their headers.</source>
        <translation>文件不完整或与文件头矛盾。</translation>
    </message>
    <message>
        <source>Not an image.</source>
        <translation>不是图像。</translation>
    </message>
    <message>
        <source>Pictures were compressed with loss of detail.</source>
        <translation>图像经有损压缩。</translation>
    </message>
    <message>
        <source>Slices are missing.</source>
        <translation>缺少层面。</translation>
    </message>
    <message>
        <source>Slices lie at the same position.</source>
        <translation>有层面位置重复。</translation>
    </message>
    <message>
        <source>The files cannot be read.</source>
        <translation>文件无法读取。</translation>
    </message>
    <message>
        <source>The files do not say how large a pixel is.</source>
        <translation>文件未给出像素大小。</translation>
    </message>
    <message>
        <source>The files do not say where their pictures lie.</source>
        <translation>文件未给出图像位置。</translation>
    </message>
    <message>
        <source>The patient&apos;s name cannot be read.</source>
        <translation>患者姓名无法读取。</translation>
    </message>
    <message>
        <source>The pictures cannot be shown.</source>
        <translation>图像无法显示。</translation>
    </message>
    <message>
        <source>The series holds several orientations.</source>
        <translation>序列含多个方向。</translation>
    </message>
    <message>
        <source>The series holds several sizes of pixels.</source>
        <translation>序列含多种像素大小。</translation>
    </message>
    <message>
        <source>The slices are tilted.</source>
        <translation>层面倾斜。</translation>
    </message>
    <message>
        <source>The slices are unevenly spaced.</source>
        <translation>层间距不均匀。</translation>
    </message>
    <message>
        <source>{meaning} ({finding})</source>
        <translation>{meaning}（{finding}）</translation>
    </message>
</context>
<context>
    <name>keys</name>
    <message>
        <source>Absent</source>
        <translation>消失</translation>
    </message>
    <message>
        <source>Accept the caliper as drawn</source>
        <translation>确认所绘卡尺</translation>
    </message>
    <message>
        <source>All pictures show the same place</source>
        <translation>各窗格定位到同一位置</translation>
    </message>
    <message>
        <source>All timepoints as a table</source>
        <translation>全部时间点列表</translation>
    </message>
    <message>
        <source>Angle</source>
        <translation>角度</translation>
    </message>
    <message>
        <source>Annotation</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Arrow with words</source>
        <translation>箭头与文字</translation>
    </message>
    <message>
        <source>Baseline, prior and current</source>
        <translation>基线、前次与本次</translation>
    </message>
    <message>
        <source>Caliper</source>
        <translation>卡尺</translation>
    </message>
    <message>
        <source>Cancel the caliper being drawn</source>
        <translation>取消正在绘制的卡尺</translation>
    </message>
    <message>
        <source>Change the window</source>
        <translation>调整窗宽窗位</translation>
    </message>
    <message>
        <source>Class LDRT</source>
        <translation>标为 LDRT</translation>
    </message>
    <message>
        <source>Class SBRT</source>
        <translation>标为 SBRT</translation>
    </message>
    <message>
        <source>Class unirradiated</source>
        <translation>标为未照射</translation>
    </message>
    <message>
        <source>Comment on the lesion</source>
        <translation>病灶备注</translation>
    </message>
    <message>
        <source>Ctrl + wheel</source>
        <translation>Ctrl + 滚轮</translation>
    </message>
    <message>
        <source>Current and prior on either side of a line</source>
        <translation>以分割线左右对比当前与前次</translation>
    </message>
    <message>
        <source>Down in the list</source>
        <translation>在列表中下移</translation>
    </message>
    <message>
        <source>Drag a line of the cross-hair</source>
        <translation>拖动十字线</translation>
    </message>
    <message>
        <source>Drag the end of a line</source>
        <translation>拖动十字线末端</translation>
    </message>
    <message>
        <source>Draw by keys: arrows and Enter</source>
        <translation>用键盘绘制：方向键和 Enter</translation>
    </message>
    <message>
        <source>Draw with the tool</source>
        <translation>用工具绘制</translation>
    </message>
    <message>
        <source>Earlier calipers on the current</source>
        <translation>在当前影像上显示既往卡尺</translation>
    </message>
    <message>
        <source>Ellipse with its values</source>
        <translation>椭圆及其数值</translation>
    </message>
    <message>
        <source>First slice</source>
        <translation>第一层</translation>
    </message>
    <message>
        <source>Fit and reset the picture</source>
        <translation>适合窗格并复位</translation>
    </message>
    <message>
        <source>Five slices</source>
        <translation>五层</translation>
    </message>
    <message>
        <source>Focus the next control</source>
        <translation>切换到下一控件</translation>
    </message>
    <message>
        <source>Focus the next panel</source>
        <translation>切换到下一面板</translation>
    </message>
    <message>
        <source>Focus the previous control</source>
        <translation>切换到上一控件</translation>
    </message>
    <message>
        <source>Four pictures</source>
        <translation>四窗格</translation>
    </message>
    <message>
        <source>Go to the lesion, or where to look for it</source>
        <translation>转到病灶，或应寻找它的位置</translation>
    </message>
    <message>
        <source>Held: hide everything drawn</source>
        <translation>按住：隐藏所有绘制</translation>
    </message>
    <message>
        <source>Held: lens; wheel for its strength</source>
        <translation>按住：放大镜；滚轮调倍率</translation>
    </message>
    <message>
        <source>Held: prior in place of current</source>
        <translation>按住：以前次替换本次</translation>
    </message>
    <message>
        <source>Key image, or not</source>
        <translation>标记或取消关键图像</translation>
    </message>
    <message>
        <source>Last slice</source>
        <translation>最后一层</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>布局</translation>
    </message>
    <message>
        <source>Left and right drag</source>
        <translation>左右键同时拖动</translation>
    </message>
    <message>
        <source>Left drag</source>
        <translation>左键拖动</translation>
    </message>
    <message>
        <source>Lesion</source>
        <translation>病灶</translation>
    </message>
    <message>
        <source>Link pictures on or off</source>
        <translation>开关图像联动</translation>
    </message>
    <message>
        <source>Long and short axis</source>
        <translation>长径与短径</translation>
    </message>
    <message>
        <source>Longaxis</source>
        <translation>Longaxis</translation>
    </message>
    <message>
        <source>Menu of the lesion</source>
        <translation>病灶菜单</translation>
    </message>
    <message>
        <source>Merged into another</source>
        <translation>与其他病灶融合</translation>
    </message>
    <message>
        <source>Middle drag</source>
        <translation>中键拖动</translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation>鼠标</translation>
    </message>
    <message>
        <source>Move the reformats</source>
        <translation>移动重建图像</translation>
    </message>
    <message>
        <source>Name of the lesion</source>
        <translation>病灶名称</translation>
    </message>
    <message>
        <source>New lesion</source>
        <translation>新病灶</translation>
    </message>
    <message>
        <source>Next lesion</source>
        <translation>下一病灶</translation>
    </message>
    <message>
        <source>Next lesion to answer</source>
        <translation>下一个待评估病灶</translation>
    </message>
    <message>
        <source>Next slice</source>
        <translation>下一层</translation>
    </message>
    <message>
        <source>Next timepoint</source>
        <translation>下一时间点</translation>
    </message>
    <message>
        <source>Not evaluable</source>
        <translation>不可评估</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>One picture</source>
        <translation>单窗格</translation>
    </message>
    <message>
        <source>One slice</source>
        <translation>一层</translation>
    </message>
    <message>
        <source>Pan</source>
        <translation>平移</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>存在</translation>
    </message>
    <message>
        <source>Previous lesion</source>
        <translation>上一病灶</translation>
    </message>
    <message>
        <source>Previous slice</source>
        <translation>上一层</translation>
    </message>
    <message>
        <source>Previous timepoint</source>
        <translation>上一时间点</translation>
    </message>
    <message>
        <source>Prior and current</source>
        <translation>前次与本次</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>阅片</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Reformats</source>
        <translation>重建</translation>
    </message>
    <message>
        <source>Remove what is chosen here</source>
        <translation>删除此处所选</translation>
    </message>
    <message>
        <source>Right drag</source>
        <translation>右键拖动</translation>
    </message>
    <message>
        <source>Scroll on the left button</source>
        <translation>左键滚动</translation>
    </message>
    <message>
        <source>Scroll slices</source>
        <translation>滚动层面</translation>
    </message>
    <message>
        <source>Set right where it is looked for: two clicks</source>
        <translation>更正寻找位置：点击两次</translation>
    </message>
    <message>
        <source>Sheet of keys</source>
        <translation>按键表</translation>
    </message>
    <message>
        <source>Shift + left drag</source>
        <translation>Shift + 左键拖动</translation>
    </message>
    <message>
        <source>Shift + wheel</source>
        <translation>Shift + 滚轮</translation>
    </message>
    <message>
        <source>Sign the timepoint, complete the read</source>
        <translation>签名时间点，完成阅片</translation>
    </message>
    <message>
        <source>Single line</source>
        <translation>单线</translation>
    </message>
    <message>
        <source>Site of the lesion</source>
        <translation>病灶的部位</translation>
    </message>
    <message>
        <source>Space + left drag</source>
        <translation>空格 + 左键拖动</translation>
    </message>
    <message>
        <source>Split into pieces</source>
        <translation>分裂为多块</translation>
    </message>
    <message>
        <source>The file&apos;s own window</source>
        <translation>文件自带窗</translation>
    </message>
    <message>
        <source>Too small to measure</source>
        <translation>过小，无法测量</translation>
    </message>
    <message>
        <source>Turn the reformats</source>
        <translation>旋转重建图像</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Up in the list</source>
        <translation>在列表中上移</translation>
    </message>
    <message>
        <source>Value of a voxel</source>
        <translation>体素值</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>滚轮</translation>
    </message>
    <message>
        <source>Which earlier calipers are shown</source>
        <translation>显示哪些既往卡尺</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗宽窗位</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>{window} window</source>
        <translation>{window}窗</translation>
    </message>
</context>
<context>
    <name>lesions</name>
    <message>
        <source>Comment</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Down in the list</source>
        <translation>在列表中下移</translation>
    </message>
    <message>
        <source>Looked for anew, without my two clicks</source>
        <translation>重新查找，不用我点的两下</translation>
    </message>
    <message>
        <source>Looked for in the wrong place</source>
        <translation>寻找位置不对</translation>
    </message>
    <message>
        <source>Merged into</source>
        <translation>融合至</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Not merged after all</source>
        <translation>取消融合</translation>
    </message>
    <message>
        <source>Remove what was said here</source>
        <translation>删除此处的评估</translation>
    </message>
    <message>
        <source>Remove {lesion} from all timepoints</source>
        <translation>从全部时间点删除 {lesion}</translation>
    </message>
    <message>
        <source>Split into pieces</source>
        <translation>分裂为多块</translation>
    </message>
    <message>
        <source>Unequivocal now</source>
        <translation>现已明确</translation>
    </message>
    <message>
        <source>Up in the list</source>
        <translation>在列表中上移</translation>
    </message>
    <message>
        <source>{lesion} has merged into</source>
        <translation>{lesion} 已融合至</translation>
    </message>
</context>
<context>
    <name>link</name>
    <message>
        <source>corrected near {lesion}</source>
        <translation>按 {lesion} 邻近校正</translation>
    </message>
    <message>
        <source>registered at {lesion}, {away} mm away</source>
        <translation>在 {lesion} 处配准，相距 {away} mm</translation>
    </message>
    <message>
        <source>registered near {lesion}</source>
        <translation>按 {lesion} 邻近配准</translation>
    </message>
    <message>
        <source>registered near {lesion}, check</source>
        <translation>按 {lesion} 邻近配准，请核对</translation>
    </message>
    <message>
        <source>same frame</source>
        <translation>同一参考坐标系</translation>
    </message>
    <message>
        <source>table position</source>
        <translation>床位</translation>
    </message>
</context>
<context>
    <name>marks</name>
    <message>
        <source>Mean {mean}  SD {sd} HU</source>
        <translation>平均 {mean}  标准差 {sd} HU</translation>
    </message>
    <message>
        <source>Min {min}  Max {max} HU</source>
        <translation>最小 {min}  最大 {max} HU</translation>
    </message>
</context>
<context>
    <name>people</name>
    <message>
        <source>At least {count} letters or signs, without the name, and not the same few over and over.</source>
        <translation>至少 {count} 个字母或符号，不含姓名，也不要反复使用同样几个。</translation>
    </message>
    <message>
        <source>Change password</source>
        <translation>更改密码</translation>
    </message>
    <message>
        <source>Chooses between two completed reads that differ.</source>
        <translation>在两份已完成且不一致的阅片之间选择。</translation>
    </message>
    <message>
        <source>Imports scans, keeps accounts, gives subjects to readers.</source>
        <translation>导入影像，管理账户，向阅片者分配受试者。</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>新密码</translation>
    </message>
    <message>
        <source>New password once more</source>
        <translation>再次输入新密码</translation>
    </message>
    <message>
        <source>Password until now</source>
        <translation>当前密码</translation>
    </message>
    <message>
        <source>Reads the subjects given to them, in order, and sees no other reads.</source>
        <translation>按顺序阅读分配给自己的受试者，看不到他人的阅片。</translation>
    </message>
    <message>
        <source>Sees completed reads, clinical data and endpoints.</source>
        <translation>查看已完成的阅片、临床数据与终点。</translation>
    </message>
    <message>
        <source>The two new passwords differ: type them again.</source>
        <translation>两次输入的新密码不同：请重新输入。</translation>
    </message>
    <message>
        <source>adjudicator</source>
        <translation>裁定者</translation>
    </message>
    <message>
        <source>data manager</source>
        <translation>数据管理员</translation>
    </message>
    <message>
        <source>investigator</source>
        <translation>研究者</translation>
    </message>
    <message>
        <source>radiologist</source>
        <translation>放射科医师</translation>
    </message>
</context>
<context>
    <name>presets</name>
    <message>
        <source>File</source>
        <translation>原始</translation>
    </message>
</context>
<context>
    <name>protocol</name>
    <message>
        <source>decides calls</source>
        <translation>影响评估</translation>
    </message>
</context>
<context>
    <name>read</name>
    <message>
        <source>The read of {0} was taken back: open it again to begin anew.</source>
        <translation>{0} 的阅片已撤回：请重新打开以重新开始。</translation>
    </message>
    <message>
        <source>The subject of this read is not in the trial any more: choose another.</source>
        <translation>此次阅片的受试者已不在试验中：请另选。</translation>
    </message>
    <message>
        <source>There is no read of this subject to be seen yet.</source>
        <translation>该受试者尚无可查看的阅片。</translation>
    </message>
    <message>
        <source>{0} has no timepoint any more: choose another subject.</source>
        <translation>{0} 已没有时间点：请另选受试者。</translation>
    </message>
</context>
<context>
    <name>reformat</name>
    <message>
        <source>MIP</source>
        <translation>MIP</translation>
    </message>
    <message>
        <source>MinIP</source>
        <translation>MinIP</translation>
    </message>
    <message>
        <source>Reformat</source>
        <translation>重建</translation>
    </message>
    <message>
        <source>Reformat · {cut} · slab {thickness:g} mm {projection}</source>
        <translation>重建 · {cut} · 层块 {thickness:g} mm {projection}</translation>
    </message>
    <message>
        <source>Reformat · {cut} · thin</source>
        <translation>重建 · {cut} · 薄层</translation>
    </message>
    <message>
        <source>axial</source>
        <translation>轴位</translation>
    </message>
    <message>
        <source>coronal</source>
        <translation>冠状位</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>oblique</source>
        <translation>斜位</translation>
    </message>
    <message>
        <source>sagittal</source>
        <translation>矢状位</translation>
    </message>
</context>
<context>
    <name>refusal</name>
    <message>
        <source> or </source>
        <translation>或</translation>
    </message>
    <message>
        <source>A data cut-off needs clinical events: put one, or import their file, first.</source>
        <translation>设数据截止日须先有临床事件：请先录入一个，或导入其文件。</translation>
    </message>
    <message>
        <source>A decision is between completed reads: wait until both are.</source>
        <translation>裁定须在已完成的阅片之间进行：请等两份阅片都完成。</translation>
    </message>
    <message>
        <source>A lesion has one place in the list: name each lesion once.</source>
        <translation>每个病灶在列表中只有一个位置：请只列出一次。</translation>
    </message>
    <message>
        <source>A point of this {kind} lies nowhere: draw it again.</source>
        <translation>此{kind}有一个点不在任何位置：请重新绘制。</translation>
    </message>
    <message>
        <source>A read needs a reader: give a name.</source>
        <translation>阅片须有阅片者：请填写姓名。</translation>
    </message>
    <message>
        <source>A read of this subject is completed; unlock it before the subject is changed.</source>
        <translation>该受试者的一份阅片已完成；更改该受试者之前请先解锁。</translation>
    </message>
    <message>
        <source>A read of this timepoint is signed; unlock it before the timepoint is changed.</source>
        <translation>此时间点的一份阅片已签名；更改该时间点之前请先解锁。</translation>
    </message>
    <message>
        <source>A reformat of {columns} x {rows} pixels is more than memory is kept for; choose more millimetres per pixel.</source>
        <translation>{columns} × {rows} 像素的重建超出所留内存；请加大每像素的毫米数。</translation>
    </message>
    <message>
        <source>A series of {series} has calipers, and its files now place or scale its pictures otherwise than when it was imported; it was left as it is: bring back the files that were measured.</source>
        <translation>{series} 的一个序列上已有卡尺，而其文件中图像的位置或比例与导入时不同；该序列保持原样：请恢复测量时的文件。</translation>
    </message>
    <message>
        <source>A series of {series} has new pictures but lacks {count} that the trial has, and was left out: import a folder that holds all of them.</source>
        <translation>{series} 的一个序列有新图像，但缺少试验中已有的 {count} 幅，因此未导入：请导入包含全部图像的文件夹。</translation>
    </message>
    <message>
        <source>A series of {series} is of a timepoint that is signed and was left out: unlock the signatures of that timepoint with a reason, then import it again.</source>
        <translation>{series} 的一个序列属于已签名的时间点，因此未导入：请说明理由并解锁该时间点的签名，然后重新导入。</translation>
    </message>
    <message>
        <source>A signature is voided for a reason: give one.</source>
        <translation>作废签名须有理由：请填写。</translation>
    </message>
    <message>
        <source>A study of {study} holds more than one patient ({patients}) and was left out: mend its files, then import them again (Study Instance UID {uid}).</source>
        <translation>检查（{study}）包含不止一名患者（{patients}），因此未导入：请修正其文件后重新导入（Study Instance UID {uid}）。</translation>
    </message>
    <message>
        <source>A study of {study} says no Patient ID and became the subject {subject}: assign its timepoint to the right one.</source>
        <translation>检查（{study}）没有患者编号，已成为受试者 {subject}：请将其时间点分配给正确的受试者。</translation>
    </message>
    <message>
        <source>A study of {subject} ({date}, now {label}) is earlier than the baseline of {baseline}, which stays: it is not assessed.</source>
        <translation>{subject} 的一次检查（{date}，现为 {label}）早于 {baseline} 的基线；基线保持不变，该检查不评估。</translation>
    </message>
    <message>
        <source>A study of {subject} ({date}, now {label}) lies between timepoints that are there already: it is kept as unscheduled.</source>
        <translation>{subject} 的一次检查（{date}，现为 {label}）位于已有时间点之间：作为计划外检查保留。</translation>
    </message>
    <message>
        <source>A study of {subject} ({date}, now {label}) says no date and stands after all others: assign it to its timepoint.</source>
        <translation>{subject} 的一次检查（{date}，现为 {label}）没有日期，排在所有检查之后：请将其分配到相应的时间点。</translation>
    </message>
    <message>
        <source>A subject needs a code: give one.</source>
        <translation>受试者须有编号：请填写。</translation>
    </message>
    <message>
        <source>A timepoint needs a label: give one.</source>
        <translation>时间点须有名称：请填写。</translation>
    </message>
    <message>
        <source>A visit was imported after these reads were completed: have the data manager unlock them, and the visit read, before one is taken.</source>
        <translation>这些阅片完成后又导入了一次访视：请先由数据管理员解锁，并对该访视阅片，然后再作裁定。</translation>
    </message>
    <message>
        <source>Accounts are switched off, never deleted or renamed.</source>
        <translation>账户只能停用，不能删除或改名。</translation>
    </message>
    <message>
        <source>An account needs a name without spaces to sign in with: give one.</source>
        <translation>账户须有不含空格的登录名：请填写。</translation>
    </message>
    <message>
        <source>An annotation cannot move to another read: draw it there.</source>
        <translation>标注不能移到另一份阅片：请在那里绘制。</translation>
    </message>
    <message>
        <source>An archive: its pictures can be read only as copies beside the trial, so import it again with copying (--copy), or unpack it and choose the folder.</source>
        <translation>这是压缩包：其中的图像只能复制到试验旁边后读取，请选择复制并重新导入（--copy），或解压后选择该文件夹。</translation>
    </message>
    <message>
        <source>Cases are handed to a reader: give their name.</source>
        <translation>病例须发给某位阅片者：请填写其姓名。</translation>
    </message>
    <message>
        <source>Crops cannot be kept in {path} ({reason}): they are made anew each time until the folder takes files.</source>
        <translation>裁剪图无法保存到 {path}（{reason}）：在该文件夹可写之前，每次都会重新生成。</translation>
    </message>
    <message>
        <source>Cutting {depth:.0f} mm every {step:g} mm gives {count} pictures, more than can be scrolled; choose a larger step.</source>
        <translation>将 {depth:.0f} mm 按每 {step:g} mm 切一幅共得 {count} 幅图像，无法滚动浏览；请加大间隔。</translation>
    </message>
    <message>
        <source>It cannot be opened: {reason}.</source>
        <translation>无法打开：{reason}。</translation>
    </message>
    <message>
        <source>Lesions of different reads have no order among each other: order those of one read.</source>
        <translation>不同阅片的病灶之间没有顺序：请只排列同一份阅片的病灶。</translation>
    </message>
    <message>
        <source>Name and password do not fit: try again.</source>
        <translation>登录名与密码不符：请重试。</translation>
    </message>
    <message>
        <source>No read of this trial is completed yet: only completed reads count.</source>
        <translation>该试验尚无已完成的阅片：只有已完成的阅片才计入。</translation>
    </message>
    <message>
        <source>Nobody has read anything in this trial yet: read its scans first.</source>
        <translation>该试验尚无人阅片：请先阅读其扫描。</translation>
    </message>
    <message>
        <source>Nobody is enrolled in this trial; import its clinical events and read its scans.</source>
        <translation>本试验尚无人入组；请导入其临床事件并对其扫描阅片。</translation>
    </message>
    <message>
        <source>Not DICOM.</source>
        <translation>不是 DICOM。</translation>
    </message>
    <message>
        <source>Nothing was named that has merged into {carrier}: name one lesion or more.</source>
        <translation>未指明哪些病灶融合入 {carrier}：请至少指明一个病灶。</translation>
    </message>
    <message>
        <source>Of the {total} files it names, {count} are missing ({names}): copy the disc again where they are wanted.</source>
        <translation>其中列出的 {total} 个文件缺少 {count} 个（{names}）：如需要，请重新复制光盘。</translation>
    </message>
    <message>
        <source>Of the {total} files it names, {count} is missing ({names}): copy the disc again where it is wanted.</source>
        <translation>其中列出的 {total} 个文件缺少 {count} 个（{names}）：如需要，请重新复制光盘。</translation>
    </message>
    <message>
        <source>Only {reader} hands these reads back: sign in first.</source>
        <translation>只有 {reader} 可以交回这些阅片：请先登录。</translation>
    </message>
    <message>
        <source>Patient ID {patient_id} comes with more than one name: check that all its studies are of one person.</source>
        <translation>患者编号 {patient_id} 对应不止一个姓名：请核对其所有检查是否属于同一人。</translation>
    </message>
    <message>
        <source>Pictures with findings do not pass: waive them with a reason, or fail them.</source>
        <translation>有问题的图像不能判为合格：请说明理由后豁免，或判为不合格。</translation>
    </message>
    <message>
        <source>Rows as they are stored are for checking the whole trial alone.</source>
        <translation>按存储原样读取的记录仅用于核查整个试验。</translation>
    </message>
    <message>
        <source>Say in the comment why this read was taken.</source>
        <translation>请在备注中说明为何采用此阅片。</translation>
    </message>
    <message>
        <source>Say why these pictures are not to be read.</source>
        <translation>请说明这些图像为何不可阅片。</translation>
    </message>
    <message>
        <source>Say why these pictures are read all the same.</source>
        <translation>请说明为何仍对这些图像阅片。</translation>
    </message>
    <message>
        <source>Series {series} cannot be shown.</source>
        <translation>序列 {series} 无法显示。</translation>
    </message>
    <message>
        <source>Series {series} cannot be shown. {reasons}</source>
        <translation>序列 {series} 无法显示。{reasons}</translation>
    </message>
    <message>
        <source>Series {series} does not say how large its pixels are, so no reformat can be made of it; read its slices as they are.</source>
        <translation>序列 {series} 未说明像素大小，无法作重建；请按原始层面阅片。</translation>
    </message>
    <message>
        <source>Series {series} does not say where in the patient its slices lie, so no reformat can be made of it; read its slices as they are.</source>
        <translation>序列 {series} 未说明各层在患者体内的位置，无法作重建；请按原始层面阅片。</translation>
    </message>
    <message>
        <source>Series {series} has several slices at one place (within {mm:g} mm), and nothing tells which of them is meant; read its slices as they are.</source>
        <translation>序列 {series} 在同一位置（{mm:g} mm 之内）有多个层面，无从判断应取哪一个；请按原始层面阅片。</translation>
    </message>
    <message>
        <source>Series {series} has {ready} of the {fewest_slices} slices that a reformat needs at least; read its slices as they are.</source>
        <translation>序列 {series} 只有 {ready} 层，而重建至少需要 {fewest_slices} 层；请按原始层面阅片。</translation>
    </message>
    <message>
        <source>Series {series} is a localizer, a projection without depth, so no reformat can be made of it; read its slices as they are.</source>
        <translation>序列 {series} 是定位像，为没有深度的投影，无法作重建；请按原始层面阅片。</translation>
    </message>
    <message>
        <source>Series {series} is still loading ({ready} of {count} slices); reformats are made once all of it is there.</source>
        <translation>序列 {series} 仍在读取（{count} 层中的 {ready} 层）；全部读完后才能作重建。</translation>
    </message>
    <message>
        <source>Series {series} needs {size_gb:.1f} GB of memory, more than there is; close other series and open it again.</source>
        <translation>序列 {series} 需要 {size_gb:.1f} GB 内存，超出现有内存；请关闭其他序列后重新打开。</translation>
    </message>
    <message>
        <source>Several have read this trial: say with --reader whose reads count ({names}).</source>
        <translation>本试验有多位阅片者：请用 --reader 指明以谁的阅片为准（{names}）。</translation>
    </message>
    <message>
        <source>Signatures name this; it stays as it is.</source>
        <translation>签名引用了此项；不再更改。</translation>
    </message>
    <message>
        <source>Signing needs an account: switch on accounts for this trial first.</source>
        <translation>签名须有账户：请先为本试验启用账户。</translation>
    </message>
    <message>
        <source>Subject {subject}: the death on {death} lies before the last scan on {last}; correct one of the dates.</source>
        <translation>受试者 {subject}：死亡日期 {death} 早于最后一次扫描 {last}；请更正其中一个日期。</translation>
    </message>
    <message>
        <source>Subject {subject}: the progression on {scan} lies before {start}, from where survival is counted; correct one of the dates.</source>
        <translation>受试者 {subject}：{scan} 的进展早于生存期起算日 {start}；请更正其中一个日期。</translation>
    </message>
    <message>
        <source>Subject {subject}: the scan of {scan} after baseline lies before {start}, from where survival is counted; correct one of the dates.</source>
        <translation>受试者 {subject}：基线后 {scan} 的扫描早于生存期起算日 {start}；请更正其中一个日期。</translation>
    </message>
    <message>
        <source>Subject {subject}: the visits of the trial count their days from {start}, but TREATMENT_START is on {treated}; make the start of treatment the same in the trial and in the clinical events.</source>
        <translation>受试者 {subject}：试验中的访视天数自 {start} 起算，但 TREATMENT_START 为 {treated}；请使试验与临床事件中的治疗开始日期一致。</translation>
    </message>
    <message>
        <source>Subject {subject}: there is neither DEATH nor LAST_CONTACT, nor anything else after {start}; add the date of the last contact.</source>
        <translation>受试者 {subject}：{start} 之后既无 DEATH 也无 LAST_CONTACT，亦无其他记录；请补充末次联系日期。</translation>
    </message>
    <message>
        <source>Subject {subject}: there is no TREATMENT_START, from which the protocol counts survival; add it to the clinical events.</source>
        <translation>受试者 {subject}：没有 TREATMENT_START，而方案从该日起计算生存期；请在临床事件中补充。</translation>
    </message>
    <message>
        <source>Subject {subject}: there is no TREATMENT_START, without which the day of a visit is no date; add it to the clinical events.</source>
        <translation>受试者 {subject}：没有 TREATMENT_START，无法由访视天数得出日期；请在临床事件中补充。</translation>
    </message>
    <message>
        <source>Subject {subject}: there is no date of enrolment; add its ENROLMENT to the clinical events.</source>
        <translation>受试者 {subject}：没有入组日期；请在临床事件中补充其 ENROLMENT。</translation>
    </message>
    <message>
        <source>Subject {subject}: visit {visit} has no date of a scan; give its studies their dates.</source>
        <translation>受试者 {subject}：访视 {visit} 没有扫描日期；请为其检查填写日期。</translation>
    </message>
    <message>
        <source>Subject {subject}: visit {visit} is on day {day} of the trial, but its scan of {scan} on day {since} after TREATMENT_START on {treated}; make the start of treatment the same in the trial and in the clinical events.</source>
        <translation>受试者 {subject}：访视 {visit} 在试验中为第 {day} 天，但其 {scan} 的扫描在 TREATMENT_START（{treated}）后第 {since} 天；请使试验与临床事件中的治疗开始日期一致。</translation>
    </message>
    <message>
        <source>The TREATMENT_START of {subject} on {on} would become day 0 of its visits, but a read of this subject is completed: unlock that read first, or leave this event out.</source>
        <translation>{subject} 的 TREATMENT_START（{on}）将成为其访视的第 0 天，但该受试者已有完成的阅片：请先解锁该阅片，或去掉此事件。</translation>
    </message>
    <message>
        <source>The account {person} is locked after {attempts} wrong passwords: wait {minutes} minutes, or ask the data manager for a new password.</source>
        <translation>密码输错 {attempts} 次，账户 {person} 已锁定：请等待 {minutes} 分钟，或请数据管理员设新密码。</translation>
    </message>
    <message>
        <source>The account {person} is switched off: ask the data manager.</source>
        <translation>账户 {person} 已停用：请联系数据管理员。</translation>
    </message>
    <message>
        <source>The angle is recorded as {angle} but drawn otherwise: draw it again.</source>
        <translation>角度记录为 {angle}，与所画不符：请重新绘制。</translation>
    </message>
    <message>
        <source>The archive is damaged, {count} of its files cannot be unpacked: fetch it again.</source>
        <translation>压缩包已损坏，其中 {count} 个文件无法解压：请重新获取。</translation>
    </message>
    <message>
        <source>The archive unpacks to more than {size_gb:.0f} GB, which archives of pictures do not: unpack it by other means, then choose the folder.</source>
        <translation>压缩包解压后超过 {size_gb:.0f} GB，图像压缩包不会如此：请用其他方法解压，然后选择该文件夹。</translation>
    </message>
    <message>
        <source>The choice of lesions at baseline is fixed by its signature: revise a follow-up.</source>
        <translation>基线的病灶选择已由签名固定：请修订随访时间点。</translation>
    </message>
    <message>
        <source>The class of {lesion} is told after the lock: wait until its read is completed.</source>
        <translation>{lesion} 的放疗分类在锁定之后填写：请等其阅片完成。</translation>
    </message>
    <message>
        <source>The comment is not one line of text: leave out line breaks and control signs.</source>
        <translation>备注不是单行文字：请去掉换行和控制字符。</translation>
    </message>
    <message>
        <source>The demonstration cannot be made in {folder} ({reason}): name another folder.</source>
        <translation>无法在 {folder} 中生成演示（{reason}）：请指定另一个文件夹。</translation>
    </message>
    <message>
        <source>The demonstration was not finished in {folder} ({reason}): make room there, 500 MB, or name another folder. The next try begins anew.</source>
        <translation>演示未能在 {folder} 中全部生成（{reason}）：请在那里腾出 500 MB 空间，或指定另一个文件夹。下次将从头开始。</translation>
    </message>
    <message>
        <source>The disk of {folder} has no room to unpack the archive: free some space, or unpack it elsewhere and choose the folder.</source>
        <translation>{folder} 所在磁盘没有空间解压该压缩包：请腾出空间，或在别处解压后选择该文件夹。</translation>
    </message>
    <message>
        <source>The file cannot be read: {reason}.</source>
        <translation>无法读取文件：{reason}。</translation>
    </message>
    <message>
        <source>The file differs from the trial ({kind}), and nobody has decided yet: look at the conflicts, and decide them all.</source>
        <translation>文件与试验不一致（{kind}），尚无人决定：请查看各处冲突并全部作出决定。</translation>
    </message>
    <message>
        <source>The file does not say which series it belongs to.</source>
        <translation>文件未说明属于哪个序列。</translation>
    </message>
    <message>
        <source>The first account must be a data manager&apos;s, who can add the others.</source>
        <translation>第一个账户须为数据管理员的账户，以便添加其他账户。</translation>
    </message>
    <message>
        <source>The label of {label} lies nowhere: drag it again.</source>
        <translation>{label} 的标签不在任何位置：请重新拖动。</translation>
    </message>
    <message>
        <source>The new password is the one until now: take another.</source>
        <translation>新密码与原密码相同：请换一个。</translation>
    </message>
    <message>
        <source>The password holds the name of its owner: take another.</source>
        <translation>密码中含有本人的登录名：请换一个。</translation>
    </message>
    <message>
        <source>The password is too short: take at least {shortest} letters or signs.</source>
        <translation>密码太短：请至少用 {shortest} 个字母或符号。</translation>
    </message>
    <message>
        <source>The password of {person} is another out there: here it stays as it is.</source>
        <translation>{person} 在外部试验中的密码不同：此处的密码保持不变。</translation>
    </message>
    <message>
        <source>The password of {person} is another out there: here it stays the one that was given to them, until they choose another here.</source>
        <translation>{person} 在外部试验中的密码不同：此处仍为当初分配的密码，直到本人在此处另选密码。</translation>
    </message>
    <message>
        <source>The password of {person} was given by a data manager, who knows it: choose another, at the window or with main.py people password, before anything else.</source>
        <translation>{person} 的密码由数据管理员设定，对方知道此密码：请先在窗口中或用 main.py people password 另设一个。</translation>
    </message>
    <message>
        <source>The password repeats the same few letters: take another.</source>
        <translation>密码只是重复几个相同的字母：请换一个。</translation>
    </message>
    <message>
        <source>The picture of {path} {bad}; fetch the file again.</source>
        <translation>{path} 的图像无法解码（{bad}）；请重新获取该文件。</translation>
    </message>
    <message>
        <source>The picture that this was drawn on is not in its series any more: import it again.</source>
        <translation>绘制所在的图像已不在其序列中：请重新导入。</translation>
    </message>
    <message>
        <source>The pictures cannot be shown.</source>
        <translation>图像无法显示。</translation>
    </message>
    <message>
        <source>The pictures in {folder} are not those that were read before: verify the trial, and bring them back.</source>
        <translation>{folder} 中的图像不是先前阅片所用的图像：请核查试验，并将原图像放回。</translation>
    </message>
    <message>
        <source>The pictures of {timepoint} have not passed their check: say what is with them.</source>
        <translation>{timepoint} 的图像未通过核查：请说明其情况。</translation>
    </message>
    <message>
        <source>The pictures of {timepoint} may not be read: {why}</source>
        <translation>{timepoint} 的图像不可阅片：{why}</translation>
    </message>
    <message>
        <source>The pictures of {timepoint} were not checked yet: open the timepoint anew.</source>
        <translation>{timepoint} 的图像尚未核查：请重新打开该时间点。</translation>
    </message>
    <message>
        <source>The process that compares scans did not begin: open the timepoint again; a script of your own has to do its work under if __name__ == &quot;__main__&quot;.</source>
        <translation>比较扫描的进程未能启动：请重新打开该时间点；自己编写的脚本须在 if __name__ == &quot;__main__&quot; 下运行。</translation>
    </message>
    <message>
        <source>The protocol has no final look: the data manager can unlock a timepoint.</source>
        <translation>方案不含最后复核：数据管理员可以解锁时间点。</translation>
    </message>
    <message>
        <source>The protocol has readers tell the radiation class while they read.</source>
        <translation>按方案，放疗分类由阅片者在阅片时填写。</translation>
    </message>
    <message>
        <source>The radiation class is hidden from who reads: leave it out, it is told after the lock.</source>
        <translation>放疗分类对阅片者隐藏：请留空，锁定之后再填写。</translation>
    </message>
    <message>
        <source>The read that this belongs to is not in this trial: open the read again.</source>
        <translation>此项所属的阅片不在本试验中：请重新打开阅片。</translation>
    </message>
    <message>
        <source>The read that {lesion} belongs to is not in this trial: open the read again.</source>
        <translation>{lesion} 所属的阅片不在本试验中：请重新打开阅片。</translation>
    </message>
    <message>
        <source>The rule orr_branch is {value!r}; give all-lesions or targets.</source>
        <translation>规则 orr_branch 为 {value!r}；请填 all-lesions（全部病灶）或 targets（靶病灶）。</translation>
    </message>
    <message>
        <source>The rule sticky_pr is {value!r}; give never, confirmed or assigned.</source>
        <translation>规则 sticky_pr 为 {value!r}；请填 never、confirmed 或 assigned。</translation>
    </message>
    <message>
        <source>The rule {name} is {value!r}; give a whole number, 0 or more.</source>
        <translation>规则 {name} 为 {value!r}；请填不小于 0 的整数。</translation>
    </message>
    <message>
        <source>The rule {name} is {value!r}; give true or false.</source>
        <translation>规则 {name} 为 {value!r}；请填 true 或 false。</translation>
    </message>
    <message>
        <source>The scans could not be compared, perhaps for want of memory: close other series and open the timepoint again.</source>
        <translation>两次扫描无法比较，可能是内存不足：请关闭其他序列，再重新打开该时间点。</translation>
    </message>
    <message>
        <source>The seal of {path} is not {person}&apos;s: have it made again.</source>
        <translation>{path} 的封印不是 {person} 的：请让对方重新制作。</translation>
    </message>
    <message>
        <source>The short axis of {label} is not whole: draw it again.</source>
        <translation>{label} 的短径不完整：请重新绘制。</translation>
    </message>
    <message>
        <source>The signing key of this account does not open with its password: ask the data manager for a new password, and have the trial checked.</source>
        <translation>此账户的签名密钥无法用其密码打开：请数据管理员设新密码，并请人核查本试验。</translation>
    </message>
    <message>
        <source>The signing key of {person} is not the one that proves their signatures: the trial was altered, have it checked before anything is signed.</source>
        <translation>{person} 的签名密钥与验证其签名的密钥不符：试验曾被改动，签名之前请先核查。</translation>
    </message>
    <message>
        <source>The step cannot be repeated or taken back ({action}): what it touched was changed since.</source>
        <translation>该步骤无法重做或撤回（{action}）：其所涉内容此后已更改。</translation>
    </message>
    <message>
        <source>The study of {date} carries measurements: remove them before moving it.</source>
        <translation>{date} 的检查带有测量：移动之前请先移除。</translation>
    </message>
    <message>
        <source>The subject of this read is not in the trial any more: choose another.</source>
        <translation>此阅片的受试者已不在试验中：请另选一个。</translation>
    </message>
    <message>
        <source>The subject to read is not in this trial: choose another.</source>
        <translation>要阅片的受试者不在本试验中：请另选一个。</translation>
    </message>
    <message>
        <source>The table of contents of a disc (DICOMDIR); the files themselves were looked for instead.</source>
        <translation>这是光盘目录（DICOMDIR）；已直接查找文件本身。</translation>
    </message>
    <message>
        <source>The timepoint this lesion was chosen at is signed; it can be changed once that was unlocked.</source>
        <translation>选定此病灶的时间点已签名；解锁后方可更改。</translation>
    </message>
    <message>
        <source>The trial has no such clinical event any more: look at its events again.</source>
        <translation>试验中已没有此临床事件：请重新查看其事件。</translation>
    </message>
    <message>
        <source>The words of this {kind} are not one line: leave out line breaks and control signs.</source>
        <translation>此{kind}的文字不是单行：请去掉换行和控制字符。</translation>
    </message>
    <message>
        <source>The {axis} axis of {label} has an end point that lies nowhere: draw it again.</source>
        <translation>{label} 的{axis}径有一个端点不在任何位置：请重新绘制。</translation>
    </message>
    <message>
        <source>The {axis} axis of {label} has no length: draw it again.</source>
        <translation>{label} 的{axis}径没有长度：请重新绘制。</translation>
    </message>
    <message>
        <source>The {axis} axis of {label} is recorded as {millimetres} mm but drawn as {drawn} mm: draw it again.</source>
        <translation>{label} 的{axis}径记录为 {millimetres} mm，而所画为 {drawn} mm：请重新绘制。</translation>
    </message>
    <message>
        <source>The {what} of {label} is not one line of text: leave out line breaks and control signs.</source>
        <translation>{label} 的{what}不是单行文字：请去掉换行和控制字符。</translation>
    </message>
    <message>
        <source>There is an account {name} already: choose another name.</source>
        <translation>已有账户 {name}：请另选一个名称。</translation>
    </message>
    <message>
        <source>There is no account {reader} in this trial that is switched on: check the name.</source>
        <translation>本试验中没有启用的账户 {reader}：请核对名称。</translation>
    </message>
    <message>
        <source>There is no subject in this trial yet: import the scans first.</source>
        <translation>该试验中尚无受试者：请先导入扫描。</translation>
    </message>
    <message>
        <source>There is no subject {code} in this trial: name one of {known}.</source>
        <translation>本试验中没有受试者 {code}：请从 {known} 中指明一个。</translation>
    </message>
    <message>
        <source>There is no such account in this trial.</source>
        <translation>本试验中没有此账户。</translation>
    </message>
    <message>
        <source>There is nothing to redo.</source>
        <translation>没有可重做的操作。</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>没有可撤销的操作。</translation>
    </message>
    <message>
        <source>These pictures were read and signed; what was said of them stays.</source>
        <translation>已对这些图像阅片并签名；对其所作的判断不再更改。</translation>
    </message>
    <message>
        <source>These pictures were read: what was said of them stays.</source>
        <translation>已对这些图像阅片：对其所作的判断不再更改。</translation>
    </message>
    <message>
        <source>This annotation is not in the trial any more: undo brings it back.</source>
        <translation>此标注已不在试验中：撤销可使其恢复。</translation>
    </message>
    <message>
        <source>This assignment is not in the trial any more.</source>
        <translation>此项分配已不在试验中。</translation>
    </message>
    <message>
        <source>This decision is signed; it can be changed once it was unlocked with a reason.</source>
        <translation>此裁定已签名；说明理由解锁后方可更改。</translation>
    </message>
    <message>
        <source>This is not among what you see of the trial: open the subject anew.</source>
        <translation>此项不在您可见的范围内（本试验）：请重新打开该受试者。</translation>
    </message>
    <message>
        <source>This key image is not in its series any more: import it again.</source>
        <translation>此关键图像已不在其序列中：请重新导入。</translation>
    </message>
    <message>
        <source>This key image is not in the trial any more: undo brings it back.</source>
        <translation>此关键图像已不在试验中：撤销可使其恢复。</translation>
    </message>
    <message>
        <source>This lesion is not in the trial any more: undo brings it back if it was removed.</source>
        <translation>此病灶已不在试验中：如系移除，撤销可使其恢复。</translation>
    </message>
    <message>
        <source>This picture could not be read: look at its file.</source>
        <translation>此图像无法读取：请检查其文件。</translation>
    </message>
    <message>
        <source>This picture is a key image of the read already: remove that one first.</source>
        <translation>此图像已是本阅片的关键图像：请先移除原有的。</translation>
    </message>
    <message>
        <source>This read had not begun at audit entry {sequence}: choose a later one.</source>
        <translation>在稽查记录第 {sequence} 条时此阅片尚未开始：请选较晚的一条。</translation>
    </message>
    <message>
        <source>This read is another&apos;s: only its reader can sign it.</source>
        <translation>此阅片属于他人：只有其阅片者可以签名。</translation>
    </message>
    <message>
        <source>This read is another&apos;s: only its reader may change it.</source>
        <translation>此阅片属于他人：只有其阅片者可以更改。</translation>
    </message>
    <message>
        <source>This read is completed: the data manager can unlock it, with a reason.</source>
        <translation>此阅片已完成：数据管理员可说明理由后解锁。</translation>
    </message>
    <message>
        <source>This read is not in the trial any more: open it again.</source>
        <translation>此阅片已不在试验中：请重新打开。</translation>
    </message>
    <message>
        <source>This read is not in the trial any more: open the subject again.</source>
        <translation>此阅片已不在试验中：请重新打开该受试者。</translation>
    </message>
    <message>
        <source>This read is not one that you may see.</source>
        <translation>您无权查看此阅片。</translation>
    </message>
    <message>
        <source>This signature is voided already.</source>
        <translation>此签名已作废。</translation>
    </message>
    <message>
        <source>This study is not in the trial: import it first.</source>
        <translation>此检查不在试验中：请先导入。</translation>
    </message>
    <message>
        <source>This subject is not in the trial any more: choose another.</source>
        <translation>此受试者已不在试验中：请另选一个。</translation>
    </message>
    <message>
        <source>This subject was adjudicated already: the data manager can unlock the decision.</source>
        <translation>此受试者已裁定：数据管理员可以解锁该裁定。</translation>
    </message>
    <message>
        <source>This subject was not given to you to adjudicate: ask the data manager.</source>
        <translation>此受试者未分配给您裁定：请联系数据管理员。</translation>
    </message>
    <message>
        <source>This subject was not given to {person} to {task}: ask the data manager to assign it.</source>
        <translation>此受试者未分配给 {person}（{task}）：请数据管理员分配。</translation>
    </message>
    <message>
        <source>This timepoint is not in the trial any more.</source>
        <translation>此时间点已不在试验中。</translation>
    </message>
    <message>
        <source>This timepoint is not in the trial any more: choose another.</source>
        <translation>此时间点已不在试验中：请另选一个。</translation>
    </message>
    <message>
        <source>This timepoint is not one of the subject that is read: open the read again.</source>
        <translation>此时间点不属于正在阅片的受试者：请重新打开阅片。</translation>
    </message>
    <message>
        <source>This timepoint is signed; it can be changed once it was unlocked with a reason.</source>
        <translation>此时间点已签名；说明理由解锁后方可更改。</translation>
    </message>
    <message>
        <source>This trial has accounts since it was opened: sign in first.</source>
        <translation>本试验打开之后启用了账户：请先登录。</translation>
    </message>
    <message>
        <source>This trial has accounts: sign in first.</source>
        <translation>本试验有账户：请先登录。</translation>
    </message>
    <message>
        <source>This trial has no accounts, hence no passwords.</source>
        <translation>本试验没有账户，因此没有密码。</translation>
    </message>
    <message>
        <source>This trial has no clinical events yet: bring them in with main.py clinical import.</source>
        <translation>本试验尚无临床事件：请用 main.py clinical import 导入。</translation>
    </message>
    <message>
        <source>This trial has no protocol yet: open it for writing once, which gives it one.</source>
        <translation>本试验尚无方案：请以可写方式打开一次，即可获得方案。</translation>
    </message>
    <message>
        <source>This was drawn on a picture without a scale or a place in the patient: use another series.</source>
        <translation>所画图像没有比例尺，或没有在患者体内的位置：请用另一个序列。</translation>
    </message>
    <message>
        <source>This was marked at a timepoint of another subject: mark it on the subject read.</source>
        <translation>标记所在时间点属于另一名受试者：请标记在正在阅片的受试者上。</translation>
    </message>
    <message>
        <source>This was marked on a picture that is not in this trial: import it first.</source>
        <translation>标记所在图像不在本试验中：请先导入。</translation>
    </message>
    <message>
        <source>This was marked on a series of another timepoint: mark it on this one.</source>
        <translation>标记所在序列属于另一时间点：请标记在此时间点的序列上。</translation>
    </message>
    <message>
        <source>This {kind} has no figures of its own: draw it again, larger.</source>
        <translation>此{kind}没有自己的数值：请重新绘制，画大一些。</translation>
    </message>
    <message>
        <source>This {kind} has {count} points, not {wanted}: draw it again.</source>
        <translation>此{kind}有 {count} 个点，应为 {wanted} 个：请重新绘制。</translation>
    </message>
    <message>
        <source>Timepoints are signed by the protocol in force; unlock them before another takes its place.</source>
        <translation>已有时间点按现行方案签名；更换方案之前请先解锁。</translation>
    </message>
    <message>
        <source>Treatment of {subject} cannot start on {start}, before its baseline scan of {scanned}: correct the date, or make an earlier timepoint the baseline.</source>
        <translation>{subject} 的治疗不能始于 {start}，早于其 {scanned} 的基线扫描：请更正日期，或将较早的时间点设为基线。</translation>
    </message>
    <message>
        <source>What differs is decided for a reason: give one.</source>
        <translation>对不一致之处作决定须有理由：请填写。</translation>
    </message>
    <message>
        <source>What proves a password is read by signing in alone.</source>
        <translation>验证密码的内容只在登录时读取。</translation>
    </message>
    <message>
        <source>What was signed or taken once stays as it is.</source>
        <translation>已签名或已收入的内容不再更改。</translation>
    </message>
    <message>
        <source>a carried trial that was copied</source>
        <translation>被复制过的携带试验</translation>
    </message>
    <message>
        <source>a measurement</source>
        <translation>测量</translation>
    </message>
    <message>
        <source>adjudicate</source>
        <translation>裁定</translation>
    </message>
    <message>
        <source>an older file</source>
        <translation>较早的文件</translation>
    </message>
    <message>
        <source>angle</source>
        <translation>角度</translation>
    </message>
    <message>
        <source>another Longaxis</source>
        <translation>另一个 Longaxis</translation>
    </message>
    <message>
        <source>arrow</source>
        <translation>箭头</translation>
    </message>
    <message>
        <source>cases</source>
        <translation>病例</translation>
    </message>
    <message>
        <source>comment</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>ellipse</source>
        <translation>椭圆</translation>
    </message>
    <message>
        <source>investigate</source>
        <translation>研究</translation>
    </message>
    <message>
        <source>long</source>
        <translation>长</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>nested too deeply</source>
        <translation>嵌套过深</translation>
    </message>
    <message>
        <source>new lesion</source>
        <translation>新病灶</translation>
    </message>
    <message>
        <source>no Patient ID</source>
        <translation>无患者编号</translation>
    </message>
    <message>
        <source>no date</source>
        <translation>无日期</translation>
    </message>
    <message>
        <source>non-target lesion</source>
        <translation>非靶病灶</translation>
    </message>
    <message>
        <source>prior and current are the same series ({series}); choose the series of two scans.</source>
        <translation>前次与本次为同一序列（{series}）；请选择两次扫描的序列。</translation>
    </message>
    <message>
        <source>probe</source>
        <translation>探测点</translation>
    </message>
    <message>
        <source>read</source>
        <translation>阅片</translation>
    </message>
    <message>
        <source>reads</source>
        <translation>阅片</translation>
    </message>
    <message>
        <source>short</source>
        <translation>短</translation>
    </message>
    <message>
        <source>target lesion</source>
        <translation>靶病灶</translation>
    </message>
    <message>
        <source>the account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>the assignment</source>
        <translation>分配</translation>
    </message>
    <message>
        <source>the check of pictures</source>
        <translation>图像核查</translation>
    </message>
    <message>
        <source>the code</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>the pictures</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>the protocol</source>
        <translation>方案</translation>
    </message>
    <message>
        <source>the read</source>
        <translation>阅片</translation>
    </message>
    <message>
        <source>the series are in doubt, for the prior is of patient {prior} and the current of patient {current}; choose two scans of one patient.</source>
        <translation>序列存疑：前次为患者 {prior}，本次为患者 {current}；请选择同一患者的两次扫描。</translation>
    </message>
    <message>
        <source>the two scans share {shared} slices, and no lesion of the prior was found for sure in the current; choose series that cover the same part of the body.</source>
        <translation>两次扫描共有 {shared} 层，且前次的病灶在本次均未能确定找到；请选择覆盖同一身体部位的序列。</translation>
    </message>
    <message>
        <source>the visits</source>
        <translation>访视</translation>
    </message>
    <message>
        <source>{backup} is damaged: choose another backup.</source>
        <translation>{backup} 已损坏：请选择另一个备份。</translation>
    </message>
    <message>
        <source>{backup} is no backup of a trial: choose another file.</source>
        <translation>{backup} 不是试验的备份：请另选文件。</translation>
    </message>
    <message>
        <source>{backup} is not as it was made, so it is not restored: choose another. {sentence}</source>
        <translation>{backup} 与制作时不同，因此不予恢复：请另选一个。{sentence}</translation>
    </message>
    <message>
        <source>{backup} is of another trial than {path}: choose one of its own backups, or another name for what is restored.</source>
        <translation>{backup} 与 {path} 不是同一试验：请选择其自身的备份，或为恢复的文件另取名称。</translation>
    </message>
    <message>
        <source>{before} cannot move to another read: add it there.</source>
        <translation>{before} 不能移到另一份阅片：请在那里添加。</translation>
    </message>
    <message>
        <source>{before} stays {role}: its list is fixed once it was followed to a second timepoint.</source>
        <translation>{before} 仍为{role}：一旦随访到第二个时间点，其所属列表即固定。</translation>
    </message>
    <message>
        <source>{carrier} is absent at {timepoint} and cannot carry the mass that {label} has merged into: say first that {label} has not merged after all, or draw {carrier}.</source>
        <translation>{carrier} 在 {timepoint} 已消失，不能作为 {label} 融合入的肿块：请先说明 {label} 并未融合，或绘制 {carrier}。</translation>
    </message>
    <message>
        <source>{code} has two reads that could count, of {other} and of {reader}: name one of them with --reader.</source>
        <translation>{code} 有两份阅片可作准，分别为 {other} 与 {reader} 所作：请用 --reader 指明其一。</translation>
    </message>
    <message>
        <source>{code} is already the code of another subject: choose a free one.</source>
        <translation>{code} 已是另一名受试者的编号：请选未用的编号。</translation>
    </message>
    <message>
        <source>{count} different pictures share SOP Instance UIDs; calipers could not be told apart.</source>
        <translation>{count} 幅不同的图像共用 SOP Instance UID；卡尺将无法区分。</translation>
    </message>
    <message>
        <source>{count} of its {total} files are not in {folders} any more: bring them back, or import the folder where they are now; until then these pictures are missing.</source>
        <translation>其 {total} 个文件中有 {count} 个已不在 {folders}：请恢复这些文件，或导入它们现在所在的文件夹；在此之前这些图像缺失。</translation>
    </message>
    <message>
        <source>{count} of the files in this archive are encrypted: unpack it with its password, then choose the folder.</source>
        <translation>该压缩包中有 {count} 个文件已加密：请用其密码解压，然后选择该文件夹。</translation>
    </message>
    <message>
        <source>{count} reads by others than {reader} are in the file: they are not taken in.</source>
        <translation>文件中有 {count} 份不是 {reader} 的阅片：不会收回。</translation>
    </message>
    <message>
        <source>{file} could not be copied to {place} ({reason}): check both disks, then import again; what was copied is kept.</source>
        <translation>{file} 无法复制到 {place}（{reason}）：请检查两个磁盘后重新导入；已复制的内容会保留。</translation>
    </message>
    <message>
        <source>{file} has nothing that this trial has not.</source>
        <translation>{file} 中没有本试验尚无的内容。</translation>
    </message>
    <message>
        <source>{file} is older than {latest}, which was taken in already ({taken}) and has all of it.</source>
        <translation>{file} 早于已收入的 {latest}（{taken}），后者已包含其全部内容。</translation>
    </message>
    <message>
        <source>{file} plans no visit for {timepoint} of {code} on day {day}, which the protocol in force does: keep that visit in its schedule, or make the timepoint unscheduled first.</source>
        <translation>{file} 在第 {day} 天没有为 {code} 的 {timepoint} 安排访视，而现行方案有：请在其访视计划中保留该访视，或先将该时间点改为计划外时间点。</translation>
    </message>
    <message>
        <source>{file} says nothing that {latest} did not, which was taken in already ({taken}).</source>
        <translation>{file} 的内容 {latest} 中均已有，后者已收入（{taken}）。</translation>
    </message>
    <message>
        <source>{file} was taken in already ({taken}, by {person}).</source>
        <translation>{file} 已收入（{taken}，由 {person}）。</translation>
    </message>
    <message>
        <source>{file}, row 1: not one column &apos;term&apos;; name the column that holds the terms so.</source>
        <translation>{file} 第 1 行：没有唯一的“term”列；请将术语所在列命名为 term。</translation>
    </message>
    <message>
        <source>{file}, row {number}: not CSV ({error}); mend its quotes.</source>
        <translation>{file} 第 {number} 行：不是 CSV（{error}）；请修正其引号。</translation>
    </message>
    <message>
        <source>{file}, row {number}: the term has signs that do not print; write it in one line.</source>
        <translation>{file} 第 {number} 行：术语含不可打印字符；请写在一行内。</translation>
    </message>
    <message>
        <source>{folder} cannot be made ({reason}): choose another folder, or free some space.</source>
        <translation>{folder} 无法创建（{reason}）：请另选文件夹，或腾出空间。</translation>
    </message>
    <message>
        <source>{folder} cannot be made ({reason}); choose another place or free this one.</source>
        <translation>{folder} 无法创建（{reason}）；请另选位置，或腾出此处。</translation>
    </message>
    <message>
        <source>{folder} cannot be written ({reason}): choose another folder or free some space.</source>
        <translation>{folder} 无法写入（{reason}）：请另选文件夹，或腾出空间。</translation>
    </message>
    <message>
        <source>{folder} has {free} free, the copies need {needed}: free some space, or import without copying.</source>
        <translation>{folder} 剩余 {free}，副本需要 {needed}：请腾出空间，或不复制直接导入。</translation>
    </message>
    <message>
        <source>{folder} holds no series of at least {fewest_slices} slices with known places; choose the folder of one CT series (main.py inspect says what is in it).</source>
        <translation>{folder} 中没有至少 {fewest_slices} 层且位置已知的序列；请选择单个 CT 序列的文件夹（main.py inspect 可说明其内容）。</translation>
    </message>
    <message>
        <source>{folder} holds other files: name a new or empty folder for the demonstration.</source>
        <translation>{folder} 中有其他文件：请为演示指定新的或空的文件夹。</translation>
    </message>
    <message>
        <source>{folder} holds {count} series that could be meant; give each series a folder of its own.</source>
        <translation>{folder} 中有 {count} 个可能的序列；请将每个序列放入各自的文件夹。</translation>
    </message>
    <message>
        <source>{folder} is not a folder: make it first, or choose another place for the trial.</source>
        <translation>{folder} 不是文件夹：请先创建，或为试验另选位置。</translation>
    </message>
    <message>
        <source>{folder} is not a folder: make it first, or choose another place.</source>
        <translation>{folder} 不是文件夹：请先创建，或另选位置。</translation>
    </message>
    <message>
        <source>{folder} is there already: choose a new folder.</source>
        <translation>{folder} 已存在：请选择新的文件夹。</translation>
    </message>
    <message>
        <source>{folder} was not made, its disk has {free_mb} MB free and {needed_mb} MB are needed: free some space, or choose another disk.</source>
        <translation>{folder} 未创建，其磁盘剩余 {free_mb} MB，需要 {needed_mb} MB：请腾出空间，或另选磁盘。</translation>
    </message>
    <message>
        <source>{given} cannot be opened ({reason}); check the path and try again.</source>
        <translation>{given} 无法打开（{reason}）；请核对路径后重试。</translation>
    </message>
    <message>
        <source>{given} does not exist; check the path and try again.</source>
        <translation>{given} 不存在；请核对路径后重试。</translation>
    </message>
    <message>
        <source>{label} and {whole_label} are one lesion: call both a lymph node, or neither.</source>
        <translation>{label} 与 {whole_label} 是同一病灶：请将两者都标为淋巴结，或都不标。</translation>
    </message>
    <message>
        <source>{label} cannot have merged into {carrier} at {timepoint}: {carrier} begins at {first}. Choose a lesion that is there.</source>
        <translation>{label} 不可能在 {timepoint} 融合入 {carrier}：{carrier} 始于 {first}。请选择当时存在的病灶。</translation>
    </message>
    <message>
        <source>{label} has merged into no other target of this read: choose one that carries the mass.</source>
        <translation>{label} 未融合入本阅片的其他靶病灶：请选择代表该肿块的靶病灶。</translation>
    </message>
    <message>
        <source>{label} has merged into {carrier}, which has merged itself and counts 0 mm: choose the lesion that carries the mass.</source>
        <translation>{label} 融合入的 {carrier} 本身已融合，计为 0 mm：请选择代表该肿块的病灶。</translation>
    </message>
    <message>
        <source>{label} is a fragment of {whole_label}, which is not there: keep {whole_label}.</source>
        <translation>{label} 是 {whole_label} 的一块，而后者不存在：请保留 {whole_label}。</translation>
    </message>
    <message>
        <source>{label} is already the label of another lesion of this read: choose a free one.</source>
        <translation>{label} 已是本阅片另一病灶的编号：请选未用的编号。</translation>
    </message>
    <message>
        <source>{label} is already the label of another timepoint of this subject: choose a free one.</source>
        <translation>{label} 已是该受试者另一时间点的名称：请选未用的名称。</translation>
    </message>
    <message>
        <source>{label} is no label for a {role} lesion: use {prefix} and a number, such as {prefix}01.</source>
        <translation>{label} 不能作为病灶（{role}）的编号：请用 {prefix} 加数字，例如 {prefix}01。</translation>
    </message>
    <message>
        <source>{label} is {state} and cannot have merged as well: keep one of the two.</source>
        <translation>{label} 为“{state}”，不能同时为融合：请保留其一。</translation>
    </message>
    <message>
        <source>{label} opens when the timepoint before it is signed: sign that one first.</source>
        <translation>{label} 在前一时间点签名后才能打开：请先签署前一时间点。</translation>
    </message>
    <message>
        <source>{left} was assessed and would be left without pictures: keep its study.</source>
        <translation>{left} 已评估，将会没有图像：请保留其检查。</translation>
    </message>
    <message>
        <source>{lesions} is the lesion table itself; write the calls to another file.</source>
        <translation>{lesions} 就是病灶表本身；请将评估写入另一个文件。</translation>
    </message>
    <message>
        <source>{lesion} and {carrier} are of different reads and cannot merge.</source>
        <translation>{lesion} 与 {carrier} 属于不同的阅片，不能融合。</translation>
    </message>
    <message>
        <source>{lesion} at {timepoint} cannot be recorded: nothing is new at baseline.</source>
        <translation>{lesion} 在 {timepoint} 不能记录：基线没有新的病灶。</translation>
    </message>
    <message>
        <source>{lesion} at {timepoint} cannot be {state}: a {role} lesion has no such state.</source>
        <translation>{lesion} 在 {timepoint} 不能为“{state}”：{role}这类病灶没有此状态。</translation>
    </message>
    <message>
        <source>{lesion} at {timepoint} has a caliper and is called {state}: keep one of the two.</source>
        <translation>{lesion} 在 {timepoint} 既有卡尺又记为“{state}”：请保留其一。</translation>
    </message>
    <message>
        <source>{lesion} at {timepoint} has to be measured: a lesion that cannot be is no target.</source>
        <translation>{lesion} 在 {timepoint} 必须测量：不能测量的病灶不是靶病灶。</translation>
    </message>
    <message>
        <source>{lesion} at {timepoint} is called measured without a caliper: draw it, or say what was seen.</source>
        <translation>{lesion} 在 {timepoint} 记为已测量却没有卡尺：请绘制，或说明所见。</translation>
    </message>
    <message>
        <source>{lesion} begins at a timepoint that is not a visit of its subject: choose another.</source>
        <translation>{lesion} 起始的时间点不是其受试者的访视：请另选一个。</translation>
    </message>
    <message>
        <source>{lesion} cannot be confirmed at a timepoint that is not one of its subject.</source>
        <translation>{lesion} 不能在不属于其受试者的时间点确认。</translation>
    </message>
    <message>
        <source>{lesion} cannot be recorded at {timepoint}: it was first recorded at {first}. Record it there, or what is seen here as a lesion of its own.</source>
        <translation>{lesion} 不能在 {timepoint} 记录：其首次记录于 {first}。请在那里记录，或将此处所见另记为一个病灶。</translation>
    </message>
    <message>
        <source>{lesion} cannot be removed: it carries the mass that {labels} merged into. Say first what became of the merged.</source>
        <translation>{lesion} 不能移除：它代表 {labels} 融合入的肿块。请先说明已融合的病灶后来如何。</translation>
    </message>
    <message>
        <source>{lesion} cannot begin at {first}: nothing is new at baseline.</source>
        <translation>{lesion} 不能始于 {first}：基线没有新的病灶。</translation>
    </message>
    <message>
        <source>{lesion} cannot begin at {first}: target and non-target lesions are chosen at baseline; a lesion seen later is a new one.</source>
        <translation>{lesion} 不能始于 {first}：靶病灶与非靶病灶在基线选定；以后所见的病灶为新病灶。</translation>
    </message>
    <message>
        <source>{lesion} has its radiation class already.</source>
        <translation>{lesion} 已有放疗分类。</translation>
    </message>
    <message>
        <source>{lesion} has no caliper at this timepoint, hence no label to move.</source>
        <translation>{lesion} 在此时间点没有卡尺，因此没有可移动的标签。</translation>
    </message>
    <message>
        <source>{lesion} has no measurement at this timepoint.</source>
        <translation>{lesion} 在此时间点没有测量。</translation>
    </message>
    <message>
        <source>{lesion} has no radiation class yet: set it before signing.</source>
        <translation>{lesion} 尚无放疗分类：签名之前请先填写。</translation>
    </message>
    <message>
        <source>{lesion} has split before, into {pieces}: remove what was measured of {lesion} here and say what became of each.</source>
        <translation>{lesion} 先前已分裂为 {pieces}：请移除此处对 {lesion} 的测量，并说明各块后来如何。</translation>
    </message>
    <message>
        <source>{lesion} is a piece of {whole_label}: set the class of {whole_label}.</source>
        <translation>{lesion} 是 {whole_label} 的一块：请填写 {whole_label} 的放疗分类。</translation>
    </message>
    <message>
        <source>{lesion} is a piece of {whole}: set site, node and class of {whole}.</source>
        <translation>{lesion} 是 {whole} 的一块：请填写 {whole} 的部位、淋巴结与放疗分类。</translation>
    </message>
    <message>
        <source>{lesion} is measured at a timepoint that is not a visit of its subject.</source>
        <translation>{lesion} 的测量所在时间点不是其受试者的访视。</translation>
    </message>
    <message>
        <source>{lesion} is measured in pieces at this timepoint: choose {pieces}.</source>
        <translation>{lesion} 在此时间点分块测量：请选择 {pieces}。</translation>
    </message>
    <message>
        <source>{lesion} is no new lesion: there is no doubt of it to settle.</source>
        <translation>{lesion} 不是新病灶：没有需要判定的疑问。</translation>
    </message>
    <message>
        <source>{lesion} is no target and has no diameter in the sum: only targets merge.</source>
        <translation>{lesion} 不是靶病灶，其直径不计入总和：只有靶病灶可以融合。</translation>
    </message>
    <message>
        <source>{lesion} is no target: it is judged as a whole, in however many pieces.</source>
        <translation>{lesion} 不是靶病灶：无论分成几块，都作为整体判断。</translation>
    </message>
    <message>
        <source>{lesion} is not measured at this timepoint: draw one of its pieces, then split it.</source>
        <translation>{lesion} 在此时间点未测量：请先绘制其中一块，再作分裂。</translation>
    </message>
    <message>
        <source>{lesion} was drawn on a picture that is not in this trial: import it first.</source>
        <translation>{lesion} 所画图像不在本试验中：请先导入。</translation>
    </message>
    <message>
        <source>{lesion} was drawn on a picture without a scale or a place in the patient: use another series.</source>
        <translation>{lesion} 所画图像没有比例尺，或没有在患者体内的位置：请用另一个序列。</translation>
    </message>
    <message>
        <source>{lesion} was drawn on a series of another timepoint: draw it on this one.</source>
        <translation>{lesion} 画在了另一时间点的序列上：请画在此时间点的序列上。</translation>
    </message>
    <message>
        <source>{lesion} was first recorded at this timepoint: pieces seen here are lesions of their own.</source>
        <translation>{lesion} 首次记录于此时间点：此处所见的各块应各记为一个病灶。</translation>
    </message>
    <message>
        <source>{lesion} was never equivocal up to this timepoint: there is no doubt to settle.</source>
        <translation>{lesion} 到此时间点为止从未记为可疑：没有需要判定的疑问。</translation>
    </message>
    <message>
        <source>{lesion} was not drawn in the plane of the picture it is named after: draw it again.</source>
        <translation>{lesion} 未画在其所属图像的平面内：请重新绘制。</translation>
    </message>
    <message>
        <source>{name} has begun this read: it stays theirs, switch the account off to end it.</source>
        <translation>{name} 已开始此阅片：该阅片仍归其所有；如需结束，请停用其账户。</translation>
    </message>
    <message>
        <source>{name} has decided between these reads: unlock the decision first.</source>
        <translation>{name} 已在这些阅片之间作出裁定：请先解锁该裁定。</translation>
    </message>
    <message>
        <source>{name} has no role: choose at least one.</source>
        <translation>{name} 没有角色：请至少选择一个。</translation>
    </message>
    <message>
        <source>{name} in {path} is not what was sealed: copy the file again, or have it made again.</source>
        <translation>{path} 中的 {name} 与封印时不同：请重新复制该文件，或让对方重新制作。</translation>
    </message>
    <message>
        <source>{name} is not TOML: {fault}; mend it there.</source>
        <translation>{name} 不是 TOML：{fault}；请在该处修正。</translation>
    </message>
    <message>
        <source>{name} needs a full name, which signatures show: give one.</source>
        <translation>{name} 须有全名，以便显示在签名中：请填写。</translation>
    </message>
    <message>
        <source>{name}, as a whole: {text}.</source>
        <translation>{name}，就整体而言：{text}。</translation>
    </message>
    <message>
        <source>{name}, line {line}: {fault}.</source>
        <translation>{name} 第 {line} 行：{fault}。</translation>
    </message>
    <message>
        <source>{name}, line {line}: {text}.</source>
        <translation>{name} 第 {line} 行：{text}。</translation>
    </message>
    <message>
        <source>{name}, lines {line} and {other}: {text}.</source>
        <translation>{name} 第 {line} 行与第 {other} 行：{text}。</translation>
    </message>
    <message>
        <source>{out} exists already: choose another name for the backup.</source>
        <translation>{out} 已存在：请为备份另取名称。</translation>
    </message>
    <message>
        <source>{path} cannot be opened: check that it exists and that you may read it.</source>
        <translation>{path} 无法打开：请确认其存在，且您有读取权限。</translation>
    </message>
    <message>
        <source>{path} cannot be opened: check that you may read it.</source>
        <translation>{path} 无法打开：请确认您有读取权限。</translation>
    </message>
    <message>
        <source>{path} cannot be read ({reason}): bring the file back to its place.</source>
        <translation>{path} 无法读取（{reason}）：请将该文件放回原处。</translation>
    </message>
    <message>
        <source>{path} cannot be read ({reason}): bring the pictures back to their place.</source>
        <translation>{path} 无法读取（{reason}）：请将图像放回原处。</translation>
    </message>
    <message>
        <source>{path} cannot be read ({reason}): copy it again.</source>
        <translation>{path} 无法读取（{reason}）：请重新复制。</translation>
    </message>
    <message>
        <source>{path} cannot be read ({reason}); check the name and its rights.</source>
        <translation>{path} 无法读取（{reason}）；请核对名称及权限。</translation>
    </message>
    <message>
        <source>{path} cannot be read ({reason}); name a protocol file.</source>
        <translation>{path} 无法读取（{reason}）；请指定方案文件。</translation>
    </message>
    <message>
        <source>{path} cannot be read ({reason}); open the folder again.</source>
        <translation>{path} 无法读取（{reason}）；请重新打开该文件夹。</translation>
    </message>
    <message>
        <source>{path} cannot be read: ask its owner for permission.</source>
        <translation>{path} 无法读取：请向其所有者申请权限。</translation>
    </message>
    <message>
        <source>{path} cannot be written ({reason}), so that an older file in the trial&apos;s place would not be found out: check its folder and the disk&apos;s space.</source>
        <translation>{path} 无法写入（{reason}），因此若试验被旧文件替换将无法发现：请检查其文件夹与磁盘空间。</translation>
    </message>
    <message>
        <source>{path} cannot be written ({reason}): check its disk, or choose another place.</source>
        <translation>{path} 无法写入（{reason}）：请检查其磁盘，或另选位置。</translation>
    </message>
    <message>
        <source>{path} cannot be written ({reason}): choose another folder or free this one.</source>
        <translation>{path} 无法写入（{reason}）：请另选文件夹，或腾出此文件夹。</translation>
    </message>
    <message>
        <source>{path} cannot be written ({reason}): this is asked again the next time.</source>
        <translation>{path} 无法写入（{reason}）：下次会再次询问。</translation>
    </message>
    <message>
        <source>{path} cannot be written ({reason}); choose another place or free this one.</source>
        <translation>{path} 无法写入（{reason}）；请另选位置，或腾出此处。</translation>
    </message>
    <message>
        <source>{path} cannot be written: free some space or choose another folder.</source>
        <translation>{path} 无法写入：请腾出空间，或另选文件夹。</translation>
    </message>
    <message>
        <source>{path} does not exist: check the name, or import into a new trial.</source>
        <translation>{path} 不存在：请核对名称，或导入到新的试验。</translation>
    </message>
    <message>
        <source>{path} does not exist: check the name.</source>
        <translation>{path} 不存在：请核对名称。</translation>
    </message>
    <message>
        <source>{path} does not hold what its manifest lists: have it made again.</source>
        <translation>{path} 的内容与其清单不符：请让对方重新制作。</translation>
    </message>
    <message>
        <source>{path} exists already: choose another name.</source>
        <translation>{path} 已存在：请另取名称。</translation>
    </message>
    <message>
        <source>{path} exists already: open it, or choose another name.</source>
        <translation>{path} 已存在：请打开它，或另取名称。</translation>
    </message>
    <message>
        <source>{path} has a signature for {subject} that does not say what its read says: have the carried trial verified, and hand back once more.</source>
        <translation>{path} 中 {subject} 的签名与其阅片内容不符：请核查携带的试验，然后再次交回。</translation>
    </message>
    <message>
        <source>{path} has a signature of {person} of {signed} that is forged or altered, so nothing of it is taken: have the reader hand back once more.</source>
        <translation>{path} 中 {person} 于 {signed} 的签名是伪造的或被改动过，因此不收入其任何内容：请阅片者再次交回。</translation>
    </message>
    <message>
        <source>{path} has a signature of {signed} by a key that was never {reader}&apos;s: nothing of it is taken.</source>
        <translation>{path} 中有一个 {signed} 的签名，所用密钥从不属于 {reader}：不收入其任何内容。</translation>
    </message>
    <message>
        <source>{path} has accounts: sign in first.</source>
        <translation>{path} 有账户：请先登录。</translation>
    </message>
    <message>
        <source>{path} has changed since it was imported; import its folder again.</source>
        <translation>{path} 导入后已更改；请重新导入其文件夹。</translation>
    </message>
    <message>
        <source>{path} has format {format_found}, this program reads {format}: an older trial is brought up to date by opening it for writing, a newer one needs its newer program.</source>
        <translation>{path} 的格式为 {format_found}，本程序读取 {format}：较旧的试验以可写方式打开即可更新，较新的试验须用较新的程序。</translation>
    </message>
    <message>
        <source>{path} has no rows under its header; add one per event.</source>
        <translation>{path} 的表头下没有行；请为每个事件添加一行。</translation>
    </message>
    <message>
        <source>{path} has no rows under its header; add one per lesion and visit.</source>
        <translation>{path} 的表头下没有行；请为每个病灶的每次访视添加一行。</translation>
    </message>
    <message>
        <source>{path} has no term under its header; add one per row.</source>
        <translation>{path} 的表头下没有术语；请每行添加一个。</translation>
    </message>
    <message>
        <source>{path} has reads of the trial {trial}, which is another than this one: take it in there.</source>
        <translation>{path} 中的阅片属于试验 {trial}，不是本试验：请在那里收入。</translation>
    </message>
    <message>
        <source>{path} holds NUL characters, as no text does; save it as CSV in UTF-8.</source>
        <translation>{path} 含有 NUL 字符，不是文本；请存为 UTF-8 编码的 CSV。</translation>
    </message>
    <message>
        <source>{path} holds another trial than it says: have it made again.</source>
        <translation>{path} 中的试验与其所述不符：请让对方重新制作。</translation>
    </message>
    <message>
        <source>{path} holds no trial: have it made again.</source>
        <translation>{path} 中没有试验：请让对方重新制作。</translation>
    </message>
    <message>
        <source>{path} holds {found}, not {kind}: choose another file.</source>
        <translation>{path} 的内容为 {found}，不是{kind}：请另选文件。</translation>
    </message>
    <message>
        <source>{path} is busy: wait until the other work on it is done and try again.</source>
        <translation>{path} 正忙：请等其他操作完成后重试。</translation>
    </message>
    <message>
        <source>{path} is cut off: {filled} of the {needed} bytes of its picture are there; fetch the file again.</source>
        <translation>{path} 不完整：其图像的 {needed} 字节中只有 {filled} 字节；请重新获取该文件。</translation>
    </message>
    <message>
        <source>{path} is damaged: everything is as on the first day, and the file is kept as settings-damaged.json once anything is changed.</source>
        <translation>{path} 已损坏：一切恢复为初始设置；一旦作出更改，该文件将另存为 settings-damaged.json。</translation>
    </message>
    <message>
        <source>{path} is damaged: restore it from a backup.</source>
        <translation>{path} 已损坏：请从备份恢复。</translation>
    </message>
    <message>
        <source>{path} is empty; give it a header and {content}.</source>
        <translation>{path} 为空；请加上表头与内容（{content}）。</translation>
    </message>
    <message>
        <source>{path} is longer than any protocol; name a protocol file.</source>
        <translation>{path} 过长，不是方案；请指定方案文件。</translation>
    </message>
    <message>
        <source>{path} is no file of {kind} from Longaxis, or not all of it is there: copy it again.</source>
        <translation>{path} 不是 Longaxis 的{kind}文件，或文件不完整：请重新复制。</translation>
    </message>
    <message>
        <source>{path} is no file of {kind} from Longaxis: choose another.</source>
        <translation>{path} 不是 Longaxis 的{kind}文件：请另选一个。</translation>
    </message>
    <message>
        <source>{path} is not UTF-8 text (byte {byte}); save it as CSV in UTF-8.</source>
        <translation>{path} 不是 UTF-8 文本（第 {byte} 字节）；请存为 UTF-8 编码的 CSV。</translation>
    </message>
    <message>
        <source>{path} is not UTF-8 text (byte {byte}); save it in UTF-8.</source>
        <translation>{path} 不是 UTF-8 文本（第 {byte} 字节）；请存为 UTF-8 编码。</translation>
    </message>
    <message>
        <source>{path} is not a trial: choose a file made by Longaxis.</source>
        <translation>{path} 不是试验：请选择由 Longaxis 生成的文件。</translation>
    </message>
    <message>
        <source>{path} is not sealed by {reader}, whose reads it is said to have: nothing of it is taken.</source>
        <translation>{path} 据称含有 {reader} 的阅片，却不是由其封印：不收入其任何内容。</translation>
    </message>
    <message>
        <source>{path} is not the file that was imported (it has {size} bytes, not {imported_size}): import its folder again, or bring the file back.</source>
        <translation>{path} 不是导入时的文件（现为 {size} 字节，原为 {imported_size} 字节）：请重新导入其文件夹，或将原文件放回。</translation>
    </message>
    <message>
        <source>{path} is of a newer version of Longaxis: it is followed as far as it is understood and left as it is, so what is changed now holds until the program is closed.</source>
        <translation>{path} 属于较新版本的 Longaxis：能识别的设置照常使用，文件保持原样，因此现在的更改仅在关闭程序之前有效。</translation>
    </message>
    <message>
        <source>{path} is of cases that this trial does not know to have handed out: if an older backup lies in its place, restore its newest one.</source>
        <translation>{path} 所属的病例在本试验中没有发出的记录：如果现用的是较旧的备份，请恢复最新的备份。</translation>
    </message>
    <message>
        <source>{path} is open for reading only: open it for writing to change it.</source>
        <translation>{path} 以只读方式打开：如需更改，请以可写方式打开。</translation>
    </message>
    <message>
        <source>{path} is read-only: open it for reading, or allow writing to it.</source>
        <translation>{path} 为只读：请以只读方式打开，或允许写入。</translation>
    </message>
    <message>
        <source>{path} is the trial itself: choose one of its backups.</source>
        <translation>{path} 就是试验本身：请选择其备份。</translation>
    </message>
    <message>
        <source>{path} lies on a network share ({share}), where two writers cannot be kept apart: copy it to a disk of this computer, or open it for reading.</source>
        <translation>{path} 位于网络共享（{share}），无法防止两方同时写入：请复制到本机磁盘，或以只读方式打开。</translation>
    </message>
    <message>
        <source>{path} unlocks what only a data manager may unlock ({why}): nothing of it is taken.</source>
        <translation>{path} 解锁了只有数据管理员才可解锁的内容（{why}）：不收入其任何内容。</translation>
    </message>
    <message>
        <source>{path} was altered, so nothing of it is taken: {sentence}</source>
        <translation>{path} 被改动过，因此不收入其任何内容：{sentence}</translation>
    </message>
    <message>
        <source>{path} was changed after it was sealed: have it made again.</source>
        <translation>{path} 在封印之后被更改：请让对方重新制作。</translation>
    </message>
    <message>
        <source>{path} was changed while it was handed out: hand out once more.</source>
        <translation>{path} 在发出过程中被更改：请重新发出。</translation>
    </message>
    <message>
        <source>{path} was made by a newer version of Longaxis: take it in with that one.</source>
        <translation>{path} 由较新版本的 Longaxis 生成：请用该版本收入。</translation>
    </message>
    <message>
        <source>{path} was not changed, its disk does not answer: check disk and space.</source>
        <translation>{path} 未更改，其磁盘没有响应：请检查磁盘与空间。</translation>
    </message>
    <message>
        <source>{path} was not changed, its disk is full: free some space and try again.</source>
        <translation>{path} 未更改，其磁盘已满：请腾出空间后重试。</translation>
    </message>
    <message>
        <source>{path} was not copied, the disk of {folder} is full: free some space, or choose a place on another disk.</source>
        <translation>{path} 未复制，文件夹 {folder} 所在磁盘已满：请腾出空间，或选择其他磁盘上的位置。</translation>
    </message>
    <message>
        <source>{path} was not handed out from another trial: its reads are here already.</source>
        <translation>{path} 不是由另一试验发出的：其阅片已在此处。</translation>
    </message>
    <message>
        <source>{path} was not made, its disk has {free_mb} MB free and {needed_mb} MB are needed: free some space, or hand out fewer subjects.</source>
        <translation>{path} 未生成，其磁盘剩余 {free_mb} MB，需要 {needed_mb} MB：请腾出空间，或减少发出的受试者。</translation>
    </message>
    <message>
        <source>{path} was not restored ({reason}: {file}): close what else has it open, check its folder and disk, and try again.</source>
        <translation>{path} 未恢复（{reason}：{file}）：请关闭其他打开它的程序，检查其文件夹与磁盘，然后重试。</translation>
    </message>
    <message>
        <source>{path} was written by a newer version of Longaxis (its format is {version}, this program knows up to {format}): open it with that version.</source>
        <translation>{path} 由较新版本的 Longaxis 写入（其格式为 {version}，本程序最高支持 {format}）：请用该版本打开。</translation>
    </message>
    <message>
        <source>{path}, which tells where the trial&apos;s audit was seen to end, cannot be read: compare the trial with its newest backup, then remove that file.</source>
        <translation>{path}（记录试验稽查所见末尾的文件）无法读取：请将试验与其最新备份比较，然后移除该文件。</translation>
    </message>
    <message>
        <source>{person} has another task with {subject} ({task}): who reads a subject cannot judge between its reads.</source>
        <translation>{person} 对 {subject} 另有任务（{task}）：对某受试者阅片的人不能裁定其阅片。</translation>
    </message>
    <message>
        <source>{person} has no role: choose at least one.</source>
        <translation>{person} 没有角色：请至少选择一个。</translation>
    </message>
    <message>
        <source>{person} has read {subject}: who reads a subject cannot judge its reads.</source>
        <translation>{person} 已对 {subject} 阅片：对某受试者阅片的人不能裁定其阅片。</translation>
    </message>
    <message>
        <source>{person} has several roles ({roles}): choose the one to act in.</source>
        <translation>{person} 有多个角色（{roles}）：请选择此次使用的角色。</translation>
    </message>
    <message>
        <source>{person} is at this trial as {role} no more: sign in again.</source>
        <translation>{person} 已不再以{role}身份参与本试验：请重新登录。</translation>
    </message>
    <message>
        <source>{person} is no {role} in this trial: choose another role.</source>
        <translation>{person} 在本试验中不是{role}：请另选角色。</translation>
    </message>
    <message>
        <source>{person} is no {role}: choose somebody who is.</source>
        <translation>{person} 不是{role}：请选择具有该角色的人。</translation>
    </message>
    <message>
        <source>{person} is the only data manager of this trial: make somebody else one first.</source>
        <translation>{person} 是本试验唯一的数据管理员：请先将另一人设为数据管理员。</translation>
    </message>
    <message>
        <source>{person} may not do this as {role} ({what}): sign in as {roles}.</source>
        <translation>{person} 不能以{role}身份进行此操作（{what}）：请以{roles}身份登录。</translation>
    </message>
    <message>
        <source>{reader} already has a read of this subject: continue that one.</source>
        <translation>{reader} 对该受试者已有阅片：请继续该阅片。</translation>
    </message>
    <message>
        <source>{reader} began a read while it was handed out: hand out once more.</source>
        <translation>{reader} 在发出过程中开始了阅片：请重新发出。</translation>
    </message>
    <message>
        <source>{reader} has no read that counts in this trial; these have: {names}.</source>
        <translation>{reader} 在本试验中没有作准的阅片；有的是：{names}。</translation>
    </message>
    <message>
        <source>{reader} was given no subject to read: assign some first.</source>
        <translation>{reader} 没有分配到要阅片的受试者：请先分配。</translation>
    </message>
    <message>
        <source>{source} has events of {subjects}, not in the trial: correct the code, or import the scans first.</source>
        <translation>{source} 中有 {subjects} 的事件，而其不在试验中：请更正编号，或先导入扫描。</translation>
    </message>
    <message>
        <source>{source} lacks events of the trial ({count}), where some were corrected by hand: export the trial and compare its clinical-events.csv, or import with --over-corrections.</source>
        <translation>{source} 缺少试验中的 {count} 个事件，其中部分经手工更正：请导出试验并比较其 clinical-events.csv，或用 --over-corrections 导入。</translation>
    </message>
    <message>
        <source>{source} lacks terms that adverse events of the trial have ({terms}): correct these events first, or complete the list.</source>
        <translation>{source} 缺少试验中不良事件已用的术语（{terms}）：请先更正这些事件，或补全术语表。</translation>
    </message>
    <message>
        <source>{step} is a step of its own: run it by itself.</source>
        <translation>{step} 须作为单独的步骤：请单独执行。</translation>
    </message>
    <message>
        <source>{subject} differs from the trial ({kind}), and nobody has decided yet: look at the conflicts, and decide them all.</source>
        <translation>{subject} 与试验不一致（{kind}），尚无人决定：请查看各处冲突并全部作出决定。</translation>
    </message>
    <message>
        <source>{subject} has studies without a date ({count}), kept after all others: assign them to their timepoints.</source>
        <translation>{subject} 有 {count} 次检查没有日期，排在所有检查之后：请将它们分配到相应的时间点。</translation>
    </message>
    <message>
        <source>{subject} is no subject that {reader} was given: assign it, or leave it out.</source>
        <translation>{subject} 不是分配给 {reader} 的受试者：请分配，或不包括它。</translation>
    </message>
    <message>
        <source>{subject} was given to {person} already.</source>
        <translation>{subject} 已分配给 {person}。</translation>
    </message>
    <message>
        <source>{target} cannot be written ({reason}): check folder and disk, or choose another place.</source>
        <translation>{target} 无法写入（{reason}）：请检查文件夹与磁盘，或另选位置。</translation>
    </message>
    <message>
        <source>{timepoints_out} is named for both tables; give each its own file.</source>
        <translation>两个表都指定了 {timepoints_out}；请各用一个文件。</translation>
    </message>
    <message>
        <source>{timepoint} is not ready to be signed: {lesions} are not assessed yet.</source>
        <translation>{timepoint} 还不能签名：{lesions} 尚未评估。</translation>
    </message>
    <message>
        <source>{timepoint} is not ready to be signed: {lesions} is not assessed yet.</source>
        <translation>{timepoint} 还不能签名：{lesions} 尚未评估。</translation>
    </message>
    <message>
        <source>{timepoint} is not signed yet: a read is completed when all its timepoints are.</source>
        <translation>{timepoint} 尚未签名：所有时间点都签名后，阅片才算完成。</translation>
    </message>
    <message>
        <source>{timepoint} is signed after {before}: sign that one first.</source>
        <translation>{timepoint} 须在 {before} 之后签名：请先签署该时间点。</translation>
    </message>
    <message>
        <source>{timepoint} is signed already.</source>
        <translation>{timepoint} 已签名。</translation>
    </message>
    <message>
        <source>{timepoint} is the baseline: make another timepoint the baseline instead.</source>
        <translation>{timepoint} 是基线：请改将另一个时间点设为基线。</translation>
    </message>
    <message>
        <source>{timepoint} opens when the timepoint before it is signed: sign that one first.</source>
        <translation>{timepoint} 在前一时间点签名后才能打开：请先签署前一时间点。</translation>
    </message>
    <message>
        <source>{timepoint} says something else now than was signed: revise it, or have the data manager unlock it, and sign it anew before the read is completed.</source>
        <translation>{timepoint} 的内容现与签名时不同：请修订，或由数据管理员解锁，并在完成阅片之前重新签名。</translation>
    </message>
    <message>
        <source>{timepoint} was assessed: remove its measurements before giving it to {subject}.</source>
        <translation>{timepoint} 已评估：转给 {subject} 之前请先移除其测量。</translation>
    </message>
    <message>
        <source>{trial_path} cannot be opened for writing ({reason}): free some space or move the trial.</source>
        <translation>{trial_path} 无法以可写方式打开（{reason}）：请腾出空间，或移动试验。</translation>
    </message>
    <message>
        <source>{trial_path} cannot be opened for writing, since its folder takes no files ({reason}): open it for reading, or move the trial to a folder you may write to.</source>
        <translation>{trial_path} 无法以可写方式打开，因为其文件夹不可写（{reason}）：请以只读方式打开，或将试验移到可写的文件夹。</translation>
    </message>
    <message>
        <source>{trial_path} does not exist: check the name of the trial.</source>
        <translation>{trial_path} 不存在：请核对试验的名称。</translation>
    </message>
    <message>
        <source>{trial_path} is being written to by {holder}: close it there, or open it for reading.</source>
        <translation>{trial_path} 正由 {holder} 写入：请在那里关闭，或以只读方式打开。</translation>
    </message>
    <message>
        <source>{trial_path} was not backed up, since {folder} does not take it ({reason}): check the folder and its disk, or choose another file.</source>
        <translation>{trial_path} 未备份，因为无法写入文件夹 {folder}（{reason}）：请检查该文件夹及其磁盘，或另选文件。</translation>
    </message>
    <message>
        <source>{trial_path} was not backed up, the disk of {folder} is full: free some space, or choose a file on another disk.</source>
        <translation>{trial_path} 未备份，文件夹 {folder} 所在磁盘已满：请腾出空间，或选择其他磁盘上的文件。</translation>
    </message>
    <message>
        <source>{whole} and its fragment {label} are both recorded at one timepoint and would be counted twice: remove one of the two.</source>
        <translation>{whole} 与其分块 {label} 在同一时间点均有记录，会被重复计入：请移除其一。</translation>
    </message>
    <message>
        <source>{whole} splits into two fragments or more: name as many.</source>
        <translation>{whole} 须分裂为两块或更多：请指明各块。</translation>
    </message>
</context>
<context>
    <name>report</name>
    <message>
        <source>Adverse events by worst grade, patients of {of}</source>
        <translation>按最高级别统计的不良事件，患者数（共 {of} 例）</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>任何级别</translation>
    </message>
    <message>
        <source>Any term</source>
        <translation>任何不良事件</translation>
    </message>
    <message>
        <source>Assessor</source>
        <translation>评估者</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>Best response</source>
        <translation>最佳疗效</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>疗效判定</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Clinical events: {origin}</source>
        <translation>临床事件：{origin}</translation>
    </message>
    <message>
        <source>Clinical events: {source}, SHA-256 {hash}</source>
        <translation>临床事件：{source}，SHA-256 {hash}</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Comments of the reader</source>
        <translation>阅片者备注</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>Counts for the subject</source>
        <translation>受试者是否采用</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>天</translation>
    </message>
    <message>
        <source>Draft: nothing of this read is signed.</source>
        <translation>草稿：此阅片尚无任何签名。</translation>
    </message>
    <message>
        <source>Each patient</source>
        <translation>各患者</translation>
    </message>
    <message>
        <source>From baseline</source>
        <translation>较基线</translation>
    </message>
    <message>
        <source>From nadir</source>
        <translation>较最低值</translation>
    </message>
    <message>
        <source>Key images marked by the reader</source>
        <translation>阅片者标记的关键图像</translation>
    </message>
    <message>
        <source>Lesion</source>
        <translation>病灶</translation>
    </message>
    <message>
        <source>Lesions: long × short axis, mm</source>
        <translation>病灶：长径 × 短径，mm</translation>
    </message>
    <message>
        <source>No caliper has been drawn.</source>
        <translation>尚未绘制卡尺。</translation>
    </message>
    <message>
        <source>No lesion has been recorded.</source>
        <translation>尚未记录病灶。</translation>
    </message>
    <message>
        <source>Nobody has read this subject yet.</source>
        <translation>此受试者尚无人阅片。</translation>
    </message>
    <message>
        <source>Not related</source>
        <translation>不相关</translation>
    </message>
    <message>
        <source>Nothing has been assessed yet.</source>
        <translation>尚未评估。</translation>
    </message>
    <message>
        <source>OS, days</source>
        <translation>OS（天）</translation>
    </message>
    <message>
        <source>PFS, days</source>
        <translation>PFS（天）</translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation>第 {page} 页，共 {pages} 页</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>Patients with events of which nobody said whether they were related: {count}; these events stand in neither column.</source>
        <translation>有未说明相关性的事件的患者：{count} 例；这些事件不计入两列。</translation>
    </message>
    <message>
        <source>Pictures with calipers</source>
        <translation>带卡尺的图像</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>方案</translation>
    </message>
    <message>
        <source>Protocol {code}, version {version}, SHA-256 {hash}</source>
        <translation>方案 {code}，版本 {version}，SHA-256 {hash}</translation>
    </message>
    <message>
        <source>Read adjudicated</source>
        <translation>阅片已裁定</translation>
    </message>
    <message>
        <source>Read completed</source>
        <translation>阅片已完成</translation>
    </message>
    <message>
        <source>Related</source>
        <translation>相关</translation>
    </message>
    <message>
        <source>Research use only; not a medical device. Printed by {name}, {when}.</source>
        <translation>仅供研究使用；非医疗器械。由 {name} 于 {when} 打印。</translation>
    </message>
    <message>
        <source>Response rests on</source>
        <translation>疗效依据</translation>
    </message>
    <message>
        <source>Serious</source>
        <translation>严重</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>部位</translation>
    </message>
    <message>
        <source>Start of treatment</source>
        <translation>治疗开始</translation>
    </message>
    <message>
        <source>Subject {code}</source>
        <translation>受试者 {code}</translation>
    </message>
    <message>
        <source>Sum, mm</source>
        <translation>总和，mm</translation>
    </message>
    <message>
        <source>Sums by radiation class, mm, and change from baseline</source>
        <translation>各放疗类别的总和（mm）及较基线变化</translation>
    </message>
    <message>
        <source>Survival counts from {start} and ends on day {days}. Intervals of rates are exact (Clopper-Pearson), those of medians by log(-log). NR: not reached.</source>
        <translation>生存时间自{start}起计算，至第 {days} 天截止。率的区间为精确法（Clopper-Pearson），中位数的区间按 log(-log) 法。NR：未达到。</translation>
    </message>
    <message>
        <source>Term</source>
        <translation>术语</translation>
    </message>
    <message>
        <source>The series is not in the trial any more.</source>
        <translation>该序列已不在试验中。</translation>
    </message>
    <message>
        <source>Timepoint</source>
        <translation>时间点</translation>
    </message>
    <message>
        <source>Trial report</source>
        <translation>试验报告</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>another reason, told in the comment</source>
        <translation>其他原因，见备注</translation>
    </message>
    <message>
        <source>as the investigator&apos;s read, beside those of the radiologists</source>
        <translation>作为研究者的阅片，与放射科医师的阅片并列</translation>
    </message>
    <message>
        <source>boundary of a lesion</source>
        <translation>病灶边界</translation>
    </message>
    <message>
        <source>choice of lesions</source>
        <translation>病灶选择</translation>
    </message>
    <message>
        <source>judgement of non-targets</source>
        <translation>非靶病灶判断</translation>
    </message>
    <message>
        <source>new lesion, true or not</source>
        <translation>新病灶真伪</translation>
    </message>
    <message>
        <source>no: the adjudicator chose the other read</source>
        <translation>否：裁定者选择了另一份阅片</translation>
    </message>
    <message>
        <source>no: the readers agree, and the read of the first of them counts</source>
        <translation>否：阅片者一致，以第一位的阅片为准</translation>
    </message>
    <message>
        <source>not known; days count from baseline</source>
        <translation>未知；天数自基线起算</translation>
    </message>
    <message>
        <source>not said yet</source>
        <translation>尚未确定</translation>
    </message>
    <message>
        <source>quality of the pictures</source>
        <translation>图像质量</translation>
    </message>
    <message>
        <source>yes: chosen by the adjudicator {who}; {reason}</source>
        <translation>是：由裁定者 {who} 选定；{reason}</translation>
    </message>
    <message>
        <source>yes: the only read</source>
        <translation>是：唯一的阅片</translation>
    </message>
    <message>
        <source>yes: the readers agree</source>
        <translation>是：各阅片者一致</translation>
    </message>
    <message>
        <source>{best}; confirmed: {confirmed}</source>
        <translation>{best}；确认：{confirmed}</translation>
    </message>
    <message>
        <source>{code}, version {version}
SHA-256 {hash}</source>
        <translation>{code}，版本 {version}
SHA-256 {hash}</translation>
    </message>
    <message>
        <source>{lesion}, {timepoint}
{millimetres}</source>
        <translation>{lesion}，{timepoint}
{millimetres}</translation>
    </message>
    <message>
        <source>{lesion}: {picture}</source>
        <translation>{lesion}：{picture}</translation>
    </message>
    <message>
        <source>{name}, investigator</source>
        <translation>{name}，研究者</translation>
    </message>
    <message>
        <source>{name}, radiologist {number}</source>
        <translation>{name}，放射科医师 {number}</translation>
    </message>
    <message>
        <source>{site}; {radiation}
pictures {wide} mm wide</source>
        <translation>{site}；{radiation}
图像宽 {wide} mm</translation>
    </message>
    <message>
        <source>{timepoint} assessed</source>
        <translation>{timepoint} 已评估</translation>
    </message>
    <message>
        <source>{timepoint}, slice {number}; window {width} / {centre} HU</source>
        <translation>{timepoint}，第 {number} 层；窗宽 {width} / 窗位 {centre} HU</translation>
    </message>
    <message>
        <source>{what}: {name}, {when}, content {hash}</source>
        <translation>{what}：{name}，{when}，内容 {hash}</translation>
    </message>
</context>
<context>
    <name>review</name>
    <message>
        <source>Above: the length that counts, mm (of nodes the short axis); below: its change since the timepoint before.</source>
        <translation>上方：计入的长度，mm（淋巴结为短径）；下方：较前一时间点的变化。</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>All targets</source>
        <translation>全部靶病灶</translation>
    </message>
    <message>
        <source>Grey dashes: the caliper of the timepoint before, laid middle on middle; they compare lengths, not places.</source>
        <translation>灰色虚线：前一时间点的卡尺，中点重合；用于比较长度，而非位置。</translation>
    </message>
    <message>
        <source>How the timepoints lie on each other: {list}.</source>
        <translation>各时间点的对齐依据：{list}。</translation>
    </message>
    <message>
        <source>In the read of {read} alone: {lesions}.</source>
        <translation>仅见于 {read} 的阅片：{lesions}。</translation>
    </message>
    <message>
        <source>Investigator</source>
        <translation>研究者</translation>
    </message>
    <message>
        <source>Irradiated together</source>
        <translation>已照射合计</translation>
    </message>
    <message>
        <source>Lengths in mm (of nodes the short axis). The caliper of the picture has the colour of its class; grey dashes are those of the other timepoints.</source>
        <translation>长度单位为 mm（淋巴结为短径）。当前图像的卡尺为其类别的颜色；灰色虚线为其他时间点的卡尺。</translation>
    </message>
    <message>
        <source>Long axis, of nodes short axis, mm</source>
        <translation>长径（淋巴结为短径），mm</translation>
    </message>
    <message>
        <source>No class yet</source>
        <translation>未分类</translation>
    </message>
    <message>
        <source>No target has a value yet.</source>
        <translation>尚无靶病灶有数值。</translation>
    </message>
    <message>
        <source>PD ≥ {sum}</source>
        <translation>PD ≥ {sum}</translation>
    </message>
    <message>
        <source>PR ≤ {sum}</source>
        <translation>PR ≤ {sum}</translation>
    </message>
    <message>
        <source>Protocol {protocol} · {date} · for research use only</source>
        <translation>方案 {protocol} · {date} · 仅供研究使用</translation>
    </message>
    <message>
        <source>RT</source>
        <translation>放疗</translation>
    </message>
    <message>
        <source>RT {lesion}</source>
        <translation>放疗 {lesion}</translation>
    </message>
    <message>
        <source>RT: days of radiotherapy.</source>
        <translation>放疗：放疗日期。</translation>
    </message>
    <message>
        <source>Radiologist {number}</source>
        <translation>放射科医师 {number}</translation>
    </message>
    <message>
        <source>Some crops are still on their way: export again once all of them are there.</source>
        <translation>部分裁剪图仍在读取：全部出现后再导出。</translation>
    </message>
    <message>
        <source>Sum of diameters, mm</source>
        <translation>直径总和，mm</translation>
    </message>
    <message>
        <source>The progression at {timepoint} is carried only by lesions in a stereotactic field, {days} days after radiotherapy. The call stands as it is.</source>
        <translation>{timepoint} 的进展仅由立体定向照射野内的病灶引起，距放疗 {days} 天。判定不变。</translation>
    </message>
    <message>
        <source>The progression at {timepoint} is carried only by lesions in a stereotactic field; when they were treated is not known. The call stands as it is.</source>
        <translation>{timepoint} 的进展仅由立体定向照射野内的病灶引起；照射日期未知。判定不变。</translation>
    </message>
    <message>
        <source>The protocol hides earlier lengths while {subject} is read: it can be reviewed once every lesion is answered ({timepoints} are not yet).</source>
        <translation>方案规定阅读 {subject} 时隐藏此前的长度：所有病灶都已作答后才能审阅（{timepoints} 尚未完成）。</translation>
    </message>
    <message>
        <source>There is nothing to review yet: no read is completed.</source>
        <translation>尚无可审阅的内容：没有已完成的阅片。</translation>
    </message>
    <message>
        <source>There is nothing to review yet: read a subject first.</source>
        <translation>尚无可审阅的内容：请先阅读一名受试者。</translation>
    </message>
    <message>
        <source>Unirradiated</source>
        <translation>未照射</translation>
    </message>
    <message>
        <source>Up to the sum of the dashed line a visit is a PR, from that of the dotted line a PD; the band is how far two readers are known to differ.</source>
        <translation>总和不超过短划线时该访视为 PR，达到点线时为 PD；灰带为两名阅片者之间已知的差异。</translation>
    </message>
    <message>
        <source>White dashes, and the length behind the bar: {read}.</source>
        <translation>白色虚线及竖线后的长度：{read}。</translation>
    </message>
    <message>
        <source>band: two readers, {low} to {high}</source>
        <translation>灰带：两名阅片者之间，{low} 至 {high}</translation>
    </message>
    <message>
        <source>by the table</source>
        <translation>按检查床位置</translation>
    </message>
    <message>
        <source>day {day}</source>
        <translation>第 {day} 天</translation>
    </message>
    <message>
        <source>drawn in another plane</source>
        <translation>在另一平面上绘制</translation>
    </message>
    <message>
        <source>each target over time</source>
        <translation>各靶病灶随时间变化</translation>
    </message>
    <message>
        <source>in this read alone</source>
        <translation>仅见于本阅片</translation>
    </message>
    <message>
        <source>its place was not scanned</source>
        <translation>该部位未扫描</translation>
    </message>
    <message>
        <source>its series is not in the trial any more</source>
        <translation>其序列已不在试验中</translation>
    </message>
    <message>
        <source>lesions by timepoints</source>
        <translation>按时间点排列的病灶</translation>
    </message>
    <message>
        <source>locked read</source>
        <translation>已锁定的阅片</translation>
    </message>
    <message>
        <source>measured with {lesion}</source>
        <translation>与 {lesion} 一起测量</translation>
    </message>
    <message>
        <source>merged into {lesion}</source>
        <translation>融合入 {lesion}</translation>
    </message>
    <message>
        <source>middle on middle</source>
        <translation>按卡尺中点对齐</translation>
    </message>
    <message>
        <source>new at {timepoint}</source>
        <translation>{timepoint} 新出现</translation>
    </message>
    <message>
        <source>no picture</source>
        <translation>无图像</translation>
    </message>
    <message>
        <source>no scan</source>
        <translation>无扫描</translation>
    </message>
    <message>
        <source>not assessed</source>
        <translation>未评估</translation>
    </message>
    <message>
        <source>not registered: {rest}</source>
        <translation>未配准：{rest}</translation>
    </message>
    <message>
        <source>on a reformat</source>
        <translation>在重建图上</translation>
    </message>
    <message>
        <source>on its way</source>
        <translation>读取中</translation>
    </message>
    <message>
        <source>other read: not assessed</source>
        <translation>另一阅片：未评估</translation>
    </message>
    <message>
        <source>other read: {state}</source>
        <translation>另一阅片：{state}</translation>
    </message>
    <message>
        <source>part of {lesion}</source>
        <translation>{lesion} 的一部分</translation>
    </message>
    <message>
        <source>read not locked</source>
        <translation>未锁定的阅片</translation>
    </message>
    <message>
        <source>registered</source>
        <translation>已配准</translation>
    </message>
    <message>
        <source>registered, set right by a reader</source>
        <translation>已配准，经阅片者校正</translation>
    </message>
    <message>
        <source>registered, to be checked</source>
        <translation>已配准，需核对</translation>
    </message>
    <message>
        <source>short axis</source>
        <translation>短径</translation>
    </message>
    <message>
        <source>split into {lesions}</source>
        <translation>分裂为 {lesions}</translation>
    </message>
    <message>
        <source>sums of diameters over time</source>
        <translation>直径总和随时间变化</translation>
    </message>
    <message>
        <source>the others lie on this one</source>
        <translation>其余时间点以此为准</translation>
    </message>
    <message>
        <source>timepoints of {lesion} laid over each other</source>
        <translation>{lesion} 各时间点叠加</translation>
    </message>
    <message>
        <source>{change} vs {timepoint}</source>
        <translation>较 {timepoint} {change}</translation>
    </message>
    <message>
        <source>{course}: from {first} (day {day}), its end is not known</source>
        <translation>{course}：自 {first}（第 {day} 天），结束日期不详</translation>
    </message>
    <message>
        <source>{course}: {first} to {last} (days {day} to {end})</source>
        <translation>{course}：{first} 至 {last}（第 {day} 至 {end} 天）</translation>
    </message>
    <message>
        <source>{length} mm</source>
        <translation>{length} mm</translation>
    </message>
    <message>
        <source>{lesion} has no caliper yet: there is nothing to lay over each other.</source>
        <translation>{lesion} 尚无卡尺，没有可叠加的内容。</translation>
    </message>
    <message>
        <source>{one} to {other}, {share} %</source>
        <translation>{one} 至 {other}，{share} %</translation>
    </message>
    <message>
        <source>{read} calls otherwise: {calls}.</source>
        <translation>{read} 的判定不同：{calls}。</translation>
    </message>
    <message>
        <source>{read} · {state}</source>
        <translation>{read} · {state}</translation>
    </message>
    <message>
        <source>{rest} until it is registered</source>
        <translation>{rest}，配准进行中</translation>
    </message>
    <message>
        <source>{rest}; its plane is {apart} mm away</source>
        <translation>{rest}；平面相距 {apart} mm</translation>
    </message>
    <message>
        <source>{role} · {name}</source>
        <translation>{role} · {name}</translation>
    </message>
    <message>
        <source>{subject}: {what}</source>
        <translation>{subject}：{what}</translation>
    </message>
    <message>
        <source>{timepoint} {call}</source>
        <translation>{timepoint} {call}</translation>
    </message>
    <message>
        <source>{timepoint} · {day}</source>
        <translation>{timepoint} · {day}</translation>
    </message>
    <message>
        <source>{timepoint}: {reason}</source>
        <translation>{timepoint}：{reason}</translation>
    </message>
    <message>
        <source>{timepoint}: {text}</source>
        <translation>{timepoint}：{text}</translation>
    </message>
</context>
<context>
    <name>room</name>
    <message>
        <source>All assessed</source>
        <translation>全部已评估</translation>
    </message>
    <message>
        <source>All targets</source>
        <translation>全部靶病灶</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>未开放</translation>
    </message>
    <message>
        <source>Counts 0 mm here: the lesion that it has merged into carries the mass.</source>
        <translation>此处计为 0 mm：肿块由其融合至的病灶测量。</translation>
    </message>
    <message>
        <source>Draw the first lesion, or press N to name it first.</source>
        <translation>请绘制第一个病灶，或按 N 先行命名。</translation>
    </message>
    <message>
        <source>Measured in pieces here: their diameters are added.</source>
        <translation>此处分块测量：各块直径相加。</translation>
    </message>
    <message>
        <source>No call yet</source>
        <translation>尚无评估</translation>
    </message>
    <message>
        <source>Nothing assessed at {0} yet.</source>
        <translation>{0} 尚未评估。</translation>
    </message>
    <message>
        <source>Overall response</source>
        <translation>总体疗效</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>已签名</translation>
    </message>
    <message>
        <source>The baseline has no lesions yet: measure them there first.</source>
        <translation>基线尚无病灶：请先在基线测量。</translation>
    </message>
    <message>
        <source>The protocol hides earlier lengths here, and the sums that this call compares.</source>
        <translation>按方案要求，此处隐藏既往径线，以及该疗效判定所比较的直径总和。</translation>
    </message>
    <message>
        <source>To read</source>
        <translation>待阅</translation>
    </message>
    <message>
        <source>Unirradiated</source>
        <translation>未照射</translation>
    </message>
    <message>
        <source>What is assessed so far does not decide it.</source>
        <translation>目前已评估的内容还不能得出结论。</translation>
    </message>
    <message>
        <source>in pieces</source>
        <translation>分块</translation>
    </message>
    <message>
        <source>merged into {0}</source>
        <translation>融合至 {0}</translation>
    </message>
    <message>
        <source>short axis missing</source>
        <translation>缺短径</translation>
    </message>
    <message>
        <source>{0} assessed</source>
        <translation>已评估 {0}</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>{0} of {1} lesions still to assess.</source>
        <translation>共 {1} 个病灶，{0} 个待评估。</translation>
    </message>
</context>
<context>
    <name>signing</name>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Best response</source>
        <translation>最佳疗效</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Cannot be read: {reason}</source>
        <translation>不能阅片：{reason}</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Complete the read of {subject}</source>
        <translation>完成 {subject} 的阅片</translation>
    </message>
    <message>
        <source>Complete the read…</source>
        <translation>完成阅片…</translation>
    </message>
    <message>
        <source>Final look: every timepoint is signed and can be seen once more.</source>
        <translation>最后复看：所有时间点均已签名，可再看一次。</translation>
    </message>
    <message>
        <source>I have assessed this timepoint.</source>
        <translation>我已评估该时间点。</translation>
    </message>
    <message>
        <source>I have completed this read.</source>
        <translation>我已完成此次阅片。</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>含义</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>No radiation class yet: {lesions}.</source>
        <translation>尚无放疗类别：{lesions}。</translation>
    </message>
    <message>
        <source>Not answered yet: {lesions}.</source>
        <translation>尚未回答：{lesions}。</translation>
    </message>
    <message>
        <source>Not checked yet</source>
        <translation>尚未检查</translation>
    </message>
    <message>
        <source>Not everything is stored yet.</source>
        <translation>尚未全部保存。</translation>
    </message>
    <message>
        <source>Nothing of it can be changed afterwards, unless the data manager unlocks it.</source>
        <translation>之后不能再作更改，除非由数据管理员解锁。</translation>
    </message>
    <message>
        <source>Passed the check</source>
        <translation>检查通过</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>方案</translation>
    </message>
    <message>
        <source>Protocol hash</source>
        <translation>方案哈希值</translation>
    </message>
    <message>
        <source>Read all the same: {reason}</source>
        <translation>仍然阅片：{reason}</translation>
    </message>
    <message>
        <source>Read completed by {name}, {time} · version {version}</source>
        <translation>阅片由 {name} 于 {time} 完成 · 第 {version} 版</translation>
    </message>
    <message>
        <source>Read of</source>
        <translation>阅片者</translation>
    </message>
    <message>
        <source>Revise {timepoint}</source>
        <translation>修订 {timepoint}</translation>
    </message>
    <message>
        <source>Revise {timepoint}…</source>
        <translation>修订 {timepoint}…</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>Sign {timepoint}</source>
        <translation>签名 {timepoint}</translation>
    </message>
    <message>
        <source>Sign {timepoint}…</source>
        <translation>签名 {timepoint}…</translation>
    </message>
    <message>
        <source>Signed by {name}, {time} · version {version}</source>
        <translation>由 {name} 于 {time} 签名 · 第 {version} 版</translation>
    </message>
    <message>
        <source>Signing needs accounts</source>
        <translation>签名需要账户</translation>
    </message>
    <message>
        <source>So is the decision between the reads of this subject.</source>
        <translation>该受试者各阅片之间的裁定也随之作废。</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>Sum of diameters</source>
        <translation>直径总和</translation>
    </message>
    <message>
        <source>The completion of the read is voided too.</source>
        <translation>阅片的完成签名也随之作废。</translation>
    </message>
    <message>
        <source>The read is open again, and its completion is voided. Its timepoints stay signed.</source>
        <translation>阅片重新开放，其完成签名作废。各时间点仍为已签名。</translation>
    </message>
    <message>
        <source>Timepoint</source>
        <translation>时间点</translation>
    </message>
    <message>
        <source>Unlock the completed read</source>
        <translation>解锁已完成的阅片</translation>
    </message>
    <message>
        <source>Unlock the completed read…</source>
        <translation>解锁已完成的阅片…</translation>
    </message>
    <message>
        <source>Unlock {timepoint}</source>
        <translation>解锁 {timepoint}</translation>
    </message>
    <message>
        <source>Unlock {timepoint}…</source>
        <translation>解锁 {timepoint}…</translation>
    </message>
    <message>
        <source>Version {version}, signed by {name}, {signed}, was voided by {who}, {unlocked}: {reason}</source>
        <translation>第 {version} 版，由 {name} 于 {signed} 签名，已由 {who} 于 {unlocked} 作废：{reason}</translation>
    </message>
    <message>
        <source>Version {version}, signed by {name}, {signed}, was voided, {unlocked}: {reason}</source>
        <translation>第 {version} 版，由 {name} 于 {signed} 签名，已于 {unlocked} 作废：{reason}</translation>
    </message>
    <message>
        <source>What comes after it rests on it and must be signed anew: {timepoints}.</source>
        <translation>其后的时间点以它为依据，须重新签名：{timepoints}。</translation>
    </message>
    <message>
        <source>{printed_name} ({name}), {role}</source>
        <translation>{printed_name}（{name}），{role}</translation>
    </message>
    <message>
        <source>{subject} · {timepoint} · day {day}</source>
        <translation>{subject} · {timepoint} · 第 {day} 天</translation>
    </message>
    <message>
        <source>{timepoint} is signed first.</source>
        <translation>请先签名 {timepoint}。</translation>
    </message>
    <message>
        <source>{timepoint} opens again: its signature is kept and voided.</source>
        <translation>{timepoint} 重新开放：其签名保留并作废。</translation>
    </message>
</context>
<context>
    <name>sites</name>
    <message>
        <source>{site}, left</source>
        <translation>左侧{site}</translation>
    </message>
    <message>
        <source>{site}, right</source>
        <translation>右侧{site}</translation>
    </message>
</context>
<context>
    <name>stages</name>
    <message>
        <source>Checking the file</source>
        <translation>正在核对文件</translation>
    </message>
    <message>
        <source>Comparing with the trial</source>
        <translation>正在与试验比对</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Copying</source>
        <translation>正在复制</translation>
    </message>
    <message>
        <source>Copying pictures</source>
        <translation>正在复制图像</translation>
    </message>
    <message>
        <source>Loading slices</source>
        <translation>正在加载层面</translation>
    </message>
    <message>
        <source>Looking at the files</source>
        <translation>正在检查文件</translation>
    </message>
    <message>
        <source>Looking for what is gone</source>
        <translation>正在查找缺失文件</translation>
    </message>
    <message>
        <source>Looking into</source>
        <translation>正在查看</translation>
    </message>
    <message>
        <source>Looking through folders</source>
        <translation>正在浏览文件夹</translation>
    </message>
    <message>
        <source>Making</source>
        <translation>正在生成</translation>
    </message>
    <message>
        <source>Reading headers</source>
        <translation>正在读取文件头</translation>
    </message>
    <message>
        <source>Sorting slices</source>
        <translation>正在排列层面</translation>
    </message>
    <message>
        <source>Unpacking</source>
        <translation>正在解包</translation>
    </message>
    <message>
        <source>Writing series</source>
        <translation>正在写入序列</translation>
    </message>
    <message>
        <source>Writing the index</source>
        <translation>正在写入索引</translation>
    </message>
</context>
<context>
    <name>standing</name>
    <message>
        <source>Opens when {timepoint} is signed</source>
        <translation>{timepoint} 签名后开放</translation>
    </message>
    <message>
        <source>Say first whether the pictures of {timepoint} can be read.</source>
        <translation>请先说明 {timepoint} 的图像能否阅片。</translation>
    </message>
    <message>
        <source>The pictures of {timepoint} may not be read: {reason}</source>
        <translation>{timepoint} 的图像不能阅片：{reason}</translation>
    </message>
    <message>
        <source>The site of {lesion} is set at {timepoint}, where it was first recorded: go back there to change it.</source>
        <translation>{lesion} 的部位在其首次记录的 {timepoint} 设定：请回到该时间点更改。</translation>
    </message>
    <message>
        <source>The site of {lesion} was signed with {timepoint}: it can be changed there once the data manager has unlocked that, with a reason.</source>
        <translation>{lesion} 的部位已随 {timepoint} 签名：数据管理员说明理由并解锁后，才能在该时间点更改。</translation>
    </message>
    <message>
        <source>This is the read of {reader}, who has drawn nothing in it yet.</source>
        <translation>这是 {reader} 的阅片，其中尚未画任何内容。</translation>
    </message>
    <message>
        <source>This is the read of {reader}: nothing can be changed here.</source>
        <translation>这是 {reader} 的阅片：此处不能更改。</translation>
    </message>
    <message>
        <source>This read is completed: the data manager can unlock it, with a reason.</source>
        <translation>此阅片已完成：数据管理员可说明理由后解锁。</translation>
    </message>
    <message>
        <source>{piece} has the site of {lesion}, which is set at {timepoint}: take {lesion} in hand there.</source>
        <translation>{piece} 的部位与 {lesion} 相同，在 {timepoint} 设定：请到该时间点选中 {lesion}。</translation>
    </message>
    <message>
        <source>{timepoint} is signed: revise it to change anything.</source>
        <translation>{timepoint} 已签名：如需更改请先修订。</translation>
    </message>
    <message>
        <source>{timepoint} is signed: the data manager can unlock it, with a reason.</source>
        <translation>{timepoint} 已签名：数据管理员可说明理由后解锁。</translation>
    </message>
    <message>
        <source>{timepoint} opens when {before} is signed.</source>
        <translation>{before} 签名后 {timepoint} 才开放。</translation>
    </message>
</context>
<context>
    <name>table</name>
    <message>
        <source>day {0}</source>
        <translation>第 {0} 天</translation>
    </message>
</context>
<context>
    <name>trial</name>
    <message>
        <source>+20 %</source>
        <translation>+20 %</translation>
    </message>
    <message>
        <source>95 % CI</source>
        <translation>95 % CI</translation>
    </message>
    <message>
        <source>Adverse events, patients</source>
        <translation>不良事件，患者数</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Any term</source>
        <translation>任何不良事件</translation>
    </message>
    <message>
        <source>At risk</source>
        <translation>风险人数</translation>
    </message>
    <message>
        <source>Best change of each target; {count} of {of} targets</source>
        <translation>各靶病灶的最佳变化；{of} 个靶病灶中的 {count} 个</translation>
    </message>
    <message>
        <source>Best change of the sum of {lesions} lesions; {count} of {of} patients with such targets</source>
        <translation>{lesions} 病灶总和的最佳变化；有此类靶病灶的 {of} 例患者中的 {count} 例</translation>
    </message>
    <message>
        <source>Best change of the sum, bars by best response; {count} of {of} patients have a complete sum after baseline</source>
        <translation>总和的最佳变化，按最佳疗效着色；{of} 例患者中 {count} 例基线后有完整总和</translation>
    </message>
    <message>
        <source>Best response</source>
        <translation>最佳疗效</translation>
    </message>
    <message>
        <source>Best response, confirmed</source>
        <translation>最佳疗效（确认）</translation>
    </message>
    <message>
        <source>By class, exploratory</source>
        <translation>按类别（探索性）</translation>
    </message>
    <message>
        <source>By class: responses of the targets of that class alone, unconfirmed.</source>
        <translation>按类别：仅由该类别靶病灶得出的未确认缓解。</translation>
    </message>
    <message>
        <source>Change from baseline, %</source>
        <translation>较基线变化，%</translation>
    </message>
    <message>
        <source>Change of the sum of {lesions} lesions; {count} of {of} patients</source>
        <translation>{lesions} 病灶总和的变化；{of} 例患者中的 {count} 例</translation>
    </message>
    <message>
        <source>Change of the sum, lines by best response; {count} of {of} patients</source>
        <translation>总和的变化，按最佳疗效着色；{of} 例患者中的 {count} 例</translation>
    </message>
    <message>
        <source>DCR, confirmed</source>
        <translation>DCR（确认）</translation>
    </message>
    <message>
        <source>DCR, unconfirmed</source>
        <translation>DCR（未确认）</translation>
    </message>
    <message>
        <source>DoR</source>
        <translation>DoR</translation>
    </message>
    <message>
        <source>DoR, confirmed</source>
        <translation>DoR（确认）</translation>
    </message>
    <message>
        <source>DoR, unconfirmed</source>
        <translation>DoR（未确认）</translation>
    </message>
    <message>
        <source>Duration of response</source>
        <translation>缓解持续时间</translation>
    </message>
    <message>
        <source>Kaplan-Meier, band of 95 % by log(-log), strokes where censored; PFS {pfs}, OS {os} events of {of} patients</source>
        <translation>Kaplan-Meier 法，95 % 置信带（log-log），竖线为删失；{of} 例患者中 PFS 事件 {pfs} 例，OS 事件 {os} 例</translation>
    </message>
    <message>
        <source>Kaplan-Meier, band of 95 % by log(-log), strokes where censored; {events} events of {of} patients with a read; exploratory</source>
        <translation>Kaplan-Meier 法，95 % 置信带（log-log），竖线为删失；{of} 例有阅片的患者中 {events} 例事件；探索性</translation>
    </message>
    <message>
        <source>Kaplan-Meier, band of 95 % by log(-log), strokes where censored; {events} events of {of} responders</source>
        <translation>Kaplan-Meier 法，95 % 置信带（log-log），竖线为删失；{of} 例缓解者中事件 {events} 例</translation>
    </message>
    <message>
        <source>Months since enrolment</source>
        <translation>自入组起的月数</translation>
    </message>
    <message>
        <source>Months since the response</source>
        <translation>自缓解起的月数</translation>
    </message>
    <message>
        <source>Months since the start of treatment</source>
        <translation>自治疗开始起的月数</translation>
    </message>
    <message>
        <source>NE or other</source>
        <translation>NE 或其他</translation>
    </message>
    <message>
        <source>NR</source>
        <translation>NR</translation>
    </message>
    <message>
        <source>Nobody has a baseline sum yet.</source>
        <translation>尚无患者有基线总和。</translation>
    </message>
    <message>
        <source>Nobody has a complete sum after baseline yet.</source>
        <translation>尚无患者在基线后有完整总和。</translation>
    </message>
    <message>
        <source>Nobody has been read yet.</source>
        <translation>尚无任何阅片。</translation>
    </message>
    <message>
        <source>Nobody has responded yet.</source>
        <translation>尚无患者缓解。</translation>
    </message>
    <message>
        <source>Nobody is enrolled yet.</source>
        <translation>尚无患者入组。</translation>
    </message>
    <message>
        <source>ORR by set, confirmed</source>
        <translation>按评估集的 ORR（确认）</translation>
    </message>
    <message>
        <source>ORR by set, unconfirmed</source>
        <translation>按评估集的 ORR（未确认）</translation>
    </message>
    <message>
        <source>ORR, confirmed</source>
        <translation>ORR（确认）</translation>
    </message>
    <message>
        <source>ORR, unconfirmed</source>
        <translation>ORR（未确认）</translation>
    </message>
    <message>
        <source>OS</source>
        <translation>OS</translation>
    </message>
    <message>
        <source>Overall survival by assessment set</source>
        <translation>按评估集的总生存期</translation>
    </message>
    <message>
        <source>PFS</source>
        <translation>PFS</translation>
    </message>
    <message>
        <source>PR −30 %</source>
        <translation>PR −30 %</translation>
    </message>
    <message>
        <source>Patients</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>Patients, %</source>
        <translation>患者，%</translation>
    </message>
    <message>
        <source>Progression-free survival by assessment set</source>
        <translation>按评估集的无进展生存期</translation>
    </message>
    <message>
        <source>Research use only; not a medical device. Classes are exploratory.</source>
        <translation>仅供研究使用；非医疗器械。各类别为探索性分析。</translation>
    </message>
    <message>
        <source>SBRT + LDRT</source>
        <translation>SBRT + LDRT</translation>
    </message>
    <message>
        <source>SBRT + LDRT + unirradiated</source>
        <translation>SBRT + LDRT + 未照射</translation>
    </message>
    <message>
        <source>Some</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>Spider</source>
        <translation>蜘蛛图</translation>
    </message>
    <message>
        <source>Survival</source>
        <translation>生存</translation>
    </message>
    <message>
        <source>Swimmer</source>
        <translation>泳道图</translation>
    </message>
    <message>
        <source>TTR, confirmed</source>
        <translation>TTR（确认）</translation>
    </message>
    <message>
        <source>TTR, unconfirmed</source>
        <translation>TTR（未确认）</translation>
    </message>
    <message>
        <source>Time on study; {of} patients, longest first</source>
        <translation>在研时间；{of} 例患者，最长者在前</translation>
    </message>
    <message>
        <source>Time to event, months</source>
        <translation>时间终点，月</translation>
    </message>
    <message>
        <source>Time to response, months</source>
        <translation>至缓解时间（月）</translation>
    </message>
    <message>
        <source>Unirradiated</source>
        <translation>未照射</translation>
    </message>
    <message>
        <source>Waterfall</source>
        <translation>瀑布图</translation>
    </message>
    <message>
        <source>accepted of the readers</source>
        <translation>阅片者的采纳结果</translation>
    </message>
    <message>
        <source>adverse event</source>
        <translation>不良事件</translation>
    </message>
    <message>
        <source>alive on day {day}</source>
        <translation>第 {day} 天存活</translation>
    </message>
    <message>
        <source>alive, goes on</source>
        <translation>存活，随访中</translation>
    </message>
    <message>
        <source>any</source>
        <translation>任何</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>data cut-off {date}</source>
        <translation>数据截止 {date}</translation>
    </message>
    <message>
        <source>death</source>
        <translation>死亡</translation>
    </message>
    <message>
        <source>duration of confirmed response</source>
        <translation>确认缓解的持续时间</translation>
    </message>
    <message>
        <source>duration of response</source>
        <translation>缓解持续时间</translation>
    </message>
    <message>
        <source>end of radiotherapy</source>
        <translation>放疗结束</translation>
    </message>
    <message>
        <source>enrolment</source>
        <translation>入组</translation>
    </message>
    <message>
        <source>events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>exact 95 % CI</source>
        <translation>精确 95 % CI</translation>
    </message>
    <message>
        <source>first PD</source>
        <translation>首次 PD</translation>
    </message>
    <message>
        <source>grade ≥ 3</source>
        <translation>≥ 3 级</translation>
    </message>
    <message>
        <source>investigator</source>
        <translation>研究者</translation>
    </message>
    <message>
        <source>last contact</source>
        <translation>最后联系</translation>
    </message>
    <message>
        <source>median</source>
        <translation>中位数</translation>
    </message>
    <message>
        <source>n</source>
        <translation>n</translation>
    </message>
    <message>
        <source>new therapy</source>
        <translation>新治疗</translation>
    </message>
    <message>
        <source>no cut-off given, last date {date}</source>
        <translation>未设截止日，最后日期 {date}</translation>
    </message>
    <message>
        <source>not assessed</source>
        <translation>未评估</translation>
    </message>
    <message>
        <source>not read</source>
        <translation>未阅片</translation>
    </message>
    <message>
        <source>only those assessed by {branch}</source>
        <translation>仅限按 {branch} 评估者</translation>
    </message>
    <message>
        <source>only those assessed by {branch}, with {lesions} lesions</source>
        <translation>仅按 {branch} 评估且有{lesions}病灶者</translation>
    </message>
    <message>
        <source>only those with {lesions} lesions</source>
        <translation>仅含有{lesions}病灶者</translation>
    </message>
    <message>
        <source>overall survival</source>
        <translation>总生存期</translation>
    </message>
    <message>
        <source>progression-free survival</source>
        <translation>无进展生存期</translation>
    </message>
    <message>
        <source>radiotherapy</source>
        <translation>放疗</translation>
    </message>
    <message>
        <source>range</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>rate</source>
        <translation>率</translation>
    </message>
    <message>
        <source>reader {name}</source>
        <translation>阅片者 {name}</translation>
    </message>
    <message>
        <source>start of treatment</source>
        <translation>治疗开始</translation>
    </message>
    <message>
        <source>{count} more terms are in the exported table</source>
        <translation>另有 {count} 个术语见导出的表格</translation>
    </message>
    <message>
        <source>{name} {survival} % from day {day}
at risk before: {at_risk}</source>
        <translation>自第 {day} 天起 {name} {survival} %
此前风险人数：{at_risk}</translation>
    </message>
    <message>
        <source>{of} enrolled patients</source>
        <translation>{of} 例入组患者</translation>
    </message>
    <message>
        <source>{patients}; reads: {read}; {cutoff}; protocol {protocol}.</source>
        <translation>{patients}；阅片：{read}；{cutoff}；方案 {protocol}。</translation>
    </message>
    <message>
        <source>{short}: {branch}</source>
        <translation>{short}：{branch}</translation>
    </message>
    <message>
        <source>{subject}
best change {pct}
best response {best}, confirmed {confirmed}</source>
        <translation>{subject}
最佳变化 {pct}
最佳疗效 {best}，确认 {confirmed}</translation>
    </message>
    <message>
        <source>{subject}, day {day}
{pct}, {response}</source>
        <translation>{subject}，第 {day} 天
{pct}，{response}</translation>
    </message>
    <message>
        <source>{subject}, {lesions}
best change {pct}, best response {best}</source>
        <translation>{subject}，{lesions}
最佳变化 {pct}，最佳疗效 {best}</translation>
    </message>
    <message>
        <source>{subject}, {lesion}, {lesions}
best change {pct}</source>
        <translation>{subject}，{lesion}，{lesions}
最佳变化 {pct}</translation>
    </message>
    <message>
        <source>{subject}, {name}: day {day}
{why}</source>
        <translation>{subject}，{name}：第 {day} 天
{why}</translation>
    </message>
    <message>
        <source>{unread} of {of} patients without a read that counts; rates take them for patients without response.</source>
        <translation>{of} 例患者中有 {unread} 例没有计入的阅片；各比率将其视为未缓解。</translation>
    </message>
    <message>
        <source>{what}: day {day}</source>
        <translation>{what}：第 {day} 天</translation>
    </message>
</context>
</TS>
