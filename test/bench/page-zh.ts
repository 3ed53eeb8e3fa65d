// docs/zh/benchmarks.md is made of the English page as it stands, sentence by sentence and cell by cell, so that both tell of
// one run. A sentence without a Chinese one ends the run; a cell without one is a name or a figure, and stays.

const sentences: Readonly<Record<string, string>> = {
  '# Benchmarks': '# 性能基准',
  '## Goals': '## 目标',
  '## Before and after': '## 调整前后',
  '## One WeChat Pay webhook': '## 一条微信支付回调',
  '## One Alipay notification': '## 一条支付宝异步通知',
  '## Sign one WeChat Pay request': '## 给一个微信支付请求签名',
  '## Create an order, end to end': '## 下单全程',
  '## Antom: one notification, one request': '## Antom：一条回调，一个请求',
  '## UnionPay: one notification, one request': '## 银联：一条后台通知，一个请求',
  '## YeePay: a notification that does not open': '## 易宝支付：打不开的通知',
  '## The handler of webhooks': '## 回调处理函数',
  '## A thousand calls in flight': '## 一千个并发调用',
  '## A QR code as SVG': '## 二维码画成 SVG',
  '## A payment on the mock': '## 在模拟网关上走完一笔支付',
  '## The first mock of a process': '## 进程里的第一个模拟网关',
  '## A cold import': '## 冷启动导入',
  '## Memory': '## 内存',
  '## Reconciling a million rows': '## 核对一百万行',
  '## Sizes': '## 体积',
  '`npm run bench` measures all of this anew and writes this page, in about a quarter of an hour; cut off, it goes on with `-- --continue`; `npm run bench -- sign` measures one job and prints it. It builds the package, installs the peers in a folder of their own outside of the project, and imports all of them there as an application would.':
    '`npm run bench` 重新测一遍并写出这一页，约一刻钟，中断后用 `-- --continue` 接着测；`npm run bench -- sign` 只测一项，打印结果。它先构建包，把用来比较的 SDK 装进项目之外的目录，再像应用一样从那里导入。',
  '- All cases of a table take turns in one process, in hundreds of rounds of a few milliseconds, so that whatever else the machine does falls on all alike. Figures are medians; a ratio is the median of the ratios within a round, and so need not be the quotient of two figures beside it.':
    '- 同一张表里的各项在同一个进程里轮流测，每轮几毫秒，共几百轮，机器上的其他负载对各项的影响相同。数字是中位数；比值是每轮比值的中位数，不一定等于旁边两个数字的商。',
  '- *By hand* is the same job with the same checks in the fewest lines, for one merchant, with kept keys and nothing but Node: `test/bench/floors`. *Alone* is the bare primitive.':
    '- *手写*指用最少的代码做同样的事、同样的检查：只有一个商户，密钥已导入，只用 Node，见 `test/bench/floors`。*单独*指只做这一个密码运算。',
  '- Before a case is timed, the good input must pass and a tampered one must not.':
    '- 计时之前，正确的输入必须通过，改过的必须不通过。',
  '- Where a goal is out of reach, the bound that was measured takes its place, and the reason stands under the table.':
    '- 达不到目标的，用测得的界限代替，原因写在表下。',
  'From `{ headers, body }` as Node’s server has them to a typed event: clock window, key by serial, signature over the bytes, AES-GCM, JSON twice, merchant and app. 64 different messages by turns. The two HMAC libraries check another kind of signature, and are here to show what RSA costs.':
    '从 Node 服务器给出的 `{ headers, body }` 到有类型的事件：时间窗、按编号找密钥、对原始字节验签、AES-GCM、两次 JSON、商户和应用。64 条不同的报文轮流用。两个 HMAC 库验的是另一种签名，列在这里是为了看出 RSA 要花多少时间。',
  'From the bytes of the form to a typed event: fields decoded once, canonical text, signature, application and seller, amount and time. 64 different messages by turns.':
    '从表单的字节到有类型的事件：字段解码一次、验签串、验签、应用和卖家、金额和时间。64 条不同的报文轮流用。',
  'From the bytes of the form to a typed event, 64 different messages by turns, under a certificate that was judged before; and from `getPayment` to the transport having the signed request.':
    '从表单的字节到带类型的事件，64 条不同的通知轮流来，证书此前已经检查过；以及从 `getPayment` 到传输层拿到签好名的请求。',
  'From the bytes of the form to a typed event, or to the one error of all that do not open: who could tell by the time where one fails could decrypt by asking. 64 different messages of each kind by turns.':
    '从表单的字节到有类型的事件，或到打不开的通知共用的那一个错误：谁能从时间看出哪一步失败，反复发送就能解密。每种 64 条不同的报文轮流用。',
  'From the bytes of the body, headers and address to a typed event, 64 different messages by turns; and from `callProvider` to the transport having the signed request.':
    '从请求体的字节、请求头和地址到有类型的事件，64 条不同的报文轮流用；以及从 `callProvider` 到传输层拿到签好名的请求。',
  'Ten thousand WeChat Pay webhooks from `{ headers, body }`, each of 3 334 events about three times, the repeats soon after: `webhookHandler` with `memoryStore` gives each event to `onEvent` once and answers, beside `receiveWebhook` alone, which does neither. Then one that a forger sent, beside a good one.':
    '一万条微信支付回调，从 `{ headers, body }` 开始，3 334 个事件各来三次左右，重发紧跟在后：`webhookHandler` 加 `memoryStore`，每个事件只交给 `onEvent` 一次并应答；旁边是只做验签和解析的 `receiveWebhook`。再看伪造的一条与真的一条各要多久。',
  'From `callProvider` to the transport having the request: parameters looked at, body written, canonical text, signature, headers; each alone in its turn of the event loop. Then 16 at once: the longest time in which the event loop got no turn.':
    '从 `callProvider` 到传输层拿到请求：检查入参、写请求体、待签名串、签名、请求头；每次单独占一轮事件循环。再一次发 16 个，看事件循环最长卡住多久。',
  'Parameters checked, request signed, sent over a kept connection to a server on this machine, the answer verified and read; one after the other. The server is another process and answers what it has prepared.':
    '检查入参，给请求签名，经复用的连接发给本机的服务器，验签并解析应答；一个接一个。服务器是另一个进程，返回事先备好的应答。',
  'Ten thousand orders created over `nodeTransport`, a thousand at any time, by a server on this machine that takes two seconds for each: how long the event loop gets no turn, and what the process grows by over its idle size.':
    '用 `nodeTransport` 下一万单，随时有一千单在途，本机的服务器每单用两秒：看事件循环卡住多久，进程比空闲时多占多少内存。',
  'A URL of 60 characters at level M with a border of four modules. 64 different ones by turns.':
    '60 个字符的网址，纠错级别 M，四格留白。64 个不同的轮流用。',
  'Create, pay, deliver the webhook, verify it, in one process: the mock checks the request and signs answer and webhook, the client signs and verifies as it does against the real gateway.':
    '在一个进程里下单、付款、投递回调、验签：模拟网关验请求，给应答和回调签名；client 的签名和验签与连接真实平台时相同。',
  'What each file of tests pays once: `createMockGateway` in a fresh process, with the keys that ship. 20 starts.':
    '每个测试文件要花一次的时间：新进程里的 `createMockGateway`，用自带的密钥。启动 20 次。',
  'Node starts, imports and ends; 40 rounds. What an import adds is given as a part of the bare start of the same round. Files come from the disk cache.':
    'Node 启动、导入、结束，共 40 轮。导入多花的时间，以同一轮空启动的时间为 1。文件都在磁盘缓存里。',
  'What the heap and its buffers grew by, measured after a collection, 3 000 jobs having gone before.':
    '堆和缓冲区增加了多少，先跑 3 000 次，垃圾回收之后再量。',
  'A million rows of a statement beside as many entries of the books, of which 3 000 differ: `reconcile` in a process, and the SQL of [statements](statements.md#in-a-database) in a PostgreSQL of this machine with its own settings, loaded by `copy`.':
    '一百万行对账单与同样多的账核对，其中 3 000 笔不符：进程里的 `reconcile`，以及[对账单](statements.md#in-a-database)里的 SQL，在本机默认设置的 PostgreSQL 上跑，用 `copy` 导入。',
  'What each use adds to an application’s bundle for a Worker: esbuild, minified and gzip, kB of 1 000 bytes; the figures of `npm run size`. Then what npm puts on the disk, in MiB.':
    '每种用法给 Worker 应用的打包产物增加多少：esbuild，压缩后 gzip，kB 按 1 000 字节算，与 `npm run size` 相同。再看 npm 装到磁盘上的大小，单位 MiB。',
  'The memory that statements need is in [statements](statements.md), from `npx tsx test/bench/statement-memory.ts`.':
    '对账单要多少内存，见[对账单](statements.md)，由 `npx tsx test/bench/statement-memory.ts` 测得。',
}

/** What bounds a figure. */
const reasons: Readonly<Record<string, string>> = {
  'An answer is a `Response`, and one with a body costs Node a third to half of what a verification does; without it no provider stops. What the handler adds to both is the claim and its end, about a seventh; timers cost only an event whose work or store takes a turn of the event loop.':
    '应答是一个 `Response`，带正文的在 Node 里要花验签的三分之一到一半的时间；没有应答，平台不会停。处理函数在这两项之外加的是领取和完成，约七分之一；只有处理或存储要等一轮事件循环的事件，才用得着定时器。',
  'What is left above the floor is many small checks: of the shapes of the parts, the names of all headers, the limits of JSON, strict UTF-8 and Base64, the parties, and whether the key is the mock’s. Tried and kept: no copy of the body, headers passed on as they came, shapes read once, long integers found by what became of them. Tried without gain: fewer promises in between, an event without spreads.':
    '比手写多出来的是许多小检查：各部分的结构、所有请求头的名字、JSON 的上限、严格的 UTF-8 和 Base64、商户和应用，以及密钥是不是模拟网关的。有效而保留的：不复制请求体，请求头原样传递，结构只读一次，长整数看转换结果来识别。试过无效的：减少中间的 Promise，生成事件时不用展开。',
  'As the row above.': '原因同上一行。',
  'By hand it is at about 0.97. The rest is the same few dozen microseconds everywhere, and weighs more where the processor signs faster.':
    '手写的约为 0.97。其余的几十微秒在哪里都一样，处理器签名越快，占的比例越大。',
  'It moves about the goal with the processor.': '随处理器在目标上下浮动。',
  'Above the floor are the form read with its limits, strict UTF-8 and no field twice, each value looked at for a field hidden in it, the dates of all three certificates, and the shape. Tried and kept: the digest written in hexadecimal at once, a message of one piece not copied.':
    '比手写多的是：按上限读表单、严格 UTF-8、字段不重复，逐个值检查里面有没有藏着别的字段，三张证书的有效期，以及报文结构。试过并保留：摘要直接写成十六进制，只有一段的报文不复制。',
  'The signature is four fifths of it and the same on both sides; the rest is the parameters’ check and copy, two deadlines with a signal each, and that each stands alone in its turn of the event loop.':
    '签名占五分之四，两边相同；其余是检查并复制入参、两个各带信号的期限，以及每次单独占一轮事件循环。',
  'As WeChat Pay’s: many small checks.': '与微信支付相同：许多小检查。',
  'Of the 80 µs without the network and the signature, when that was last taken apart, the check of the parameters took 20, two deadlines 10, the nonce 9. Tried and kept: no iteration over streams, no listener per wait, the body encoded once, one copy of the parameters.':
    '不算网络和签名共 80 µs（上次拆开测量时）：检查入参 20，两个时限 10，随机串 9。有效而保留的：不逐块迭代流，不为每次等待加监听，请求体只编码一次，入参只复制一次。',
  'Two RSA operations are common to both, and are most of it: by hand it is at about the goal itself.':
    '两次 RSA 运算双方都有，占了大部分：手写的也只在目标附近。',
  'As over node:http.': '原因与 node:http 相同。',
  'Above the RSA stand the checks of every field on both sides, the book, and a Request and a Response for the webhook; and of two signatures in one turn of the event loop the second goes to the thread pool and back. Tried and kept: keys imported once.':
    'RSA 之外，还有双方对每个字段的检查、账本，以及回调的 Request 和 Response；同一轮事件循环里的两次签名，第二次要去线程池走一趟。有效而保留的：密钥只导入一次。',
  'A third of it is node:crypto, as much is compiling; the rest is the finding and reading of six files, a good millisecond each. One file in place of six would come to the goal, but one file for all entries leaves a bundler no way to drop what a webhook does not use. Tried and kept: what entries share in three files, which were two dozen. Tried without gain: minified files.':
    '三分之一是 node:crypto，三分之一是编译，其余是查找和读取六个文件，每个一毫秒多。合成一个文件就能达到目标，但那样打包工具就去不掉收回调用不到的代码。有效而保留的：共用的部分从二十多个文件合成三个。试过无效的：压缩文件。',
  'The rest is the forms that keys come in, certificates, and the checks; in a client zod has 7.3 kB, and WeChat Pay’s payment codes by APIv2 2.9.':
    '其余是密钥的各种格式、证书和检查；client 里 zod 占 7.3 kB，微信支付走 APIv2 的付款码占 2.9 kB。',
  'The package `qr` alone has 6.1 kB.': '`qr` 包本身就有 6.1 kB。',
  'Two formats, both readable, and all pages of the documentation in two languages. Without blanks and with short names the code would be a third smaller, but then a stack trace says nothing.':
    '两种格式，都没有压缩，加上两种语言的全部文档。去掉空白、缩短名字，代码能小三分之一，但调用栈就没法看了。',
}

const cells: Readonly<Record<string, string>> = {
  job: '项目',
  goal: '目标',
  figure: '结果',
  met: '达到',
  before: '之前',
  now: '现在',
  yes: '是',
  '**no**': '**否**',
  shown: '只列出',
  'not measured': '没有测',
  '600 to 1 500 ms': '600 到 1 500 ms',
  'middle half': '中间一半',
  'by hand': '手写',
  'by hand = 1': '手写为 1',
  notification: '通知',
  'time of one that opens = 1': '时间，打得开的为 1',
  'that opens': '打得开',
  'of another padding': '填充不对',
  'of another key': '密钥不对',
  'of another text': '密文不对',
  'of another signature': '签名不对',
  'the same by hand = 1': '同样手写的为 1',
  'sign(KeyObject) = 1': 'sign(KeyObject) 为 1',
  'qr = 1': 'qr 为 1',
  'bytes of SVG': 'SVG 字节数',
  'above a bare start': '比空启动多',
  'a bare start': '空启动',
  '16 in flight': '16 个在途',
  'longest stall, median of 150 bursts': '最长卡顿，150 次的中位数',
  'worst of all': '其中最长',
  bundled: '打包',
  'min, kB': '压缩，kB',
  'min + gzip, kB': '压缩 + gzip，kB',
  installed: '安装',
  'alone, MiB': '单独，MiB',
  'with dependencies, MiB': '连同依赖，MiB',
  'needs Node: loads in no browser and no Worker': '需要 Node：浏览器和 Worker 都加载不了',
  'by hand on node:http': '手写，node:http',
  'by hand on fetch': '手写，fetch',
  'verify(KeyObject) alone': '单独的 verify(KeyObject)',
  'sign(KeyObject) alone': '单独的 sign(KeyObject)',
  'node:crypto alone': '单独的 node:crypto',
  'the matrix of qr alone': '单独的 qr 点阵',
  '3 × sign and verify alone': '单独的 3 次签名和验签',
  'event-loop delay, p50': '事件循环延迟，p50',
  'event-loop delay, p99': '事件循环延迟，p99',
  'memory over idle, what is held': '比空闲时多占的内存，实际占用',
  'the process over its idle size, garbage included': '进程比空闲时增大，含未回收的',
  'orders per second': '每秒订单数',
  'PostgreSQL: rows loaded': 'PostgreSQL：导入各行',
  'PostgreSQL: the statement': 'PostgreSQL：核对的 SQL',
  'PostgreSQL is not installed': '没有安装 PostgreSQL',
  'psql is not installed': '没有安装 psql',
  'reconcile 1 000 000 rows in a process': '在进程里核对 1 000 000 行',
  'the same by SQL in PostgreSQL, loading included': '同上，用 PostgreSQL 的 SQL，含导入',
  '100 000 verified webhooks': '验签 100 000 条回调',
  '100 000 orders in the mock, journal of 1 000 entries': '模拟网关里 100 000 笔订单，操作记录 1 000 条',
  'shroff, from a Request': 'shroff，从 Request',
  'verify one WeChat Pay webhook from `{ headers, body }`': '验签一条微信支付回调，从 `{ headers, body }`',
  'the same, beside wechatpay-node-v3': '同上，与 wechatpay-node-v3 相比',
  'the same from a `Request`': '同上，从 `Request`',
  '10 000 deliveries with duplicates through `webhookHandler` and `memoryStore`':
    '`webhookHandler` 加 `memoryStore` 处理一万条有重复的回调',
  '≥ 0.8 of verifying alone': '≥ 只验签的 0.8',
  'the dearest forged one, beside a good one': '最费时的伪造回调，与真的相比',
  'never dearer': '不比真的费时',
  'receiveWebhook alone': '只有 receiveWebhook',
  'receiveWebhook and acknowledge': 'receiveWebhook 加 acknowledge',
  'the same, beside verifying and answering each delivery': '同上，与每条都验签并应答相比',
  'receiveWebhook alone = 1': '只有 receiveWebhook 为 1',
  'webhookHandler with memoryStore': 'webhookHandler 加 memoryStore',
  'forged: a byte changed': '伪造：改了一个字节',
  'forged: an unknown key': '伪造：没有的密钥',
  'forged: unsigned': '伪造：没有签名',
  'verify one UnionPay notification from its bytes': '从字节验签一条银联后台通知',
  'sign one UnionPay request': '给一个银联请求签名',
  'verify one Antom notification from its bytes': '从字节验签一条 Antom 回调',
  'sign one Antom request': '给一个 Antom 请求签名',
  receive: '收回调',
  sign: '签名',
  'verify one Alipay notification from its bytes': '从字节验签一条支付宝异步通知',
  'the same, beside alipay-sdk': '同上，与 alipay-sdk 相比',
  'sign one WeChat Pay request, header made': '给一个微信支付请求签名，含请求头',
  'the same with 16 in flight: the event loop’s longest stall': '同上，16 个在途：事件循环最长卡顿',
  'create an order end to end, Node transport': '下单全程，Node 传输层',
  'the same: processor time per call': '同上：每次调用的处理器时间',
  'the same through `fetchTransport`': '同上，用 `fetchTransport`',
  'the same through `http()` on ky': '同上，用 ky 的 `http()`',
  'an Alipay order through `http()` on ky': '支付宝下单，用 ky 的 `http()`',
  '1 000 calls in flight: event-loop delay, p99': '1 000 个并发调用：事件循环延迟 p99',
  'the same: memory held over idle': '同上：比空闲时多占的内存',
  'QR code to SVG, 60-character URL, level M': '二维码画成 SVG，60 个字符的网址，级别 M',
  'the same: bytes of SVG': '同上：SVG 字节数',
  'a YeePay notification that does not open, beside one that does': '打不开的易宝支付通知，与打得开的比',
  'create, pay, webhook, verify, in process on the mock': '进程内的模拟网关：下单、付款、回调、验签',
  'first mock in a fresh process': '新进程里的第一个模拟网关',
  'cold import of one provider with `fetchTransport`, minus bare Node':
    '冷启动导入一家平台和 `fetchTransport`，减去空启动',
  'growth over 100 000 verified webhooks': '验签 100 000 条回调后的增长',
  '100 000 orders in the mock with its journal bounded': '模拟网关里 100 000 笔订单，操作记录有上限',
  'receive WeChat Pay webhooks': '接收微信支付回调',
  'receive Alipay notifications': '接收支付宝异步通知',
  'WeChat Pay client with `fetchTransport`': '微信支付 client，`fetchTransport`',
  'Alipay client with `fetchTransport`': '支付宝 client，`fetchTransport`',
  'WeChat Pay client with `http()` on ky': '微信支付 client，ky 的 `http()`',
  'both providers behind `Gateway`': '两家平台，统一接口 `Gateway`',
  'QR code as SVG': '二维码画成 SVG',
  'installed, without dependencies': '安装后，不含依赖',
  'installed, with them': '安装后，含依赖',
  '≥ 0.85 of the same by hand': '≥ 手写的 0.85',
  '≥ 0.85 of `sign(KeyObject)`': '≥ `sign(KeyObject)` 的 0.85',
  '≥ 0.85 of node:http by hand': '≥ 手写 node:http 的 0.85',
  '≥ 0.85 of fetch by hand': '≥ 手写 fetch 的 0.85',
  '≤ 0.6 × wechatpay-axios-plugin': '≤ wechatpay-axios-plugin 的 0.6 倍',
  'ahead of alipay-sdk': '快于 alipay-sdk',
  '≥ 1.2 × the optimised SVG of `qr`': '≥ `qr` 优化过的 SVG 的 1.2 倍',
  '≥ 0.55 of what its RSA operations alone would allow': '≥ 只做其中 RSA 运算时的 0.55',
  '≤ 0.20 of a bare start': '≤ 空启动的 0.20',
}

const cell = (text: string) =>
  cells[text] ?? text.replace(/^bound /, '界限 ').replace(/^(.+) of fetch by hand$/, '手写 fetch 的 $1')

const row = (line: string) =>
  line
    .split(/(?<= )\||\|(?= )/)
    .map((part) => part.replace(part.trim(), () => cell(part.trim())))
    .join('|')

const slugOf = (heading: string) =>
  heading
    .slice(3)
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-')

function sentence(text: string): string {
  const known = sentences[text] ?? reasons[text]
  if (known) return text.startsWith('## ') ? `<a id="${slugOf(text)}"></a>\n\n${known}` : known
  const [, measured, machine, commit, peers] =
    /^(Measured on )(.+), with shroff of (\S+) beside (.+)\.$/.exec(text) ?? []
  if (measured) return `测于 ${machine}，shroff 为 ${commit}，比较对象：${peers}。`
  const [, job, figure, goal, reason] = /^Bound: (.+) is at (.+), the goal was (.+?)\. ([A-Z].*)$/.exec(text) ?? []
  if (reason) return `界限：${cell(job!)}测得 ${cell(figure!)}，目标 ${cell(goal!)}。${sentence(reason)}`
  const [, seconds, tests] =
    /^`npm test` and `npm run test:web` on .+ before, (.+) s for (.+) now, on a machine about twice as fast\.$/.exec(
      text,
    ) ?? []
  if (tests)
    return `全新克隆、两核、机器上没有别的任务时跑 \`npm test\` 和 \`npm run test:web\`：之前 12 370 个测试用 317 秒，现在 ${tests} 个用 ${seconds!.replace(' to ', ' 到 ')} 秒，机器约快一倍。`
  const [, bare, rest] = /^Without the sentences of its errors it has (\S+ kB)\. (.+)$/.exec(text) ?? []
  if (rest) return `去掉错误说明的文字是 ${bare}。${sentence(rest)}`
  throw new Error(`test/bench/page-zh.ts has no Chinese for: ${text}`)
}

/** What of these texts of a job has no Chinese: its title, sentences, goals and reasons. */
export const untold = (texts: readonly string[]): string[] =>
  texts.filter(
    (text) => /[a-z]{3}/.test(text) && !(sentences[text] || sentences[`## ${text}`] || reasons[text] || cells[text]),
  )

/** The Chinese page of the English one. */
export const inChinese = (page: string): string =>
  page
    .split('\n')
    .map((line) => (line === '' || /^\| -/.test(line) ? line : line.startsWith('|') ? row(line) : sentence(line)))
    .join('\n')
