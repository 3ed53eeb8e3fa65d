/** Why a captured message, a file of the configuration or of the mock is not what it should be. */
export const captures = {
  'it is not UTF-8 text': '不是 UTF-8 文本',
  'it begins as JSON, and is none: it was probably cut off': '开头像 JSON，却不完整：可能截断了',
  'its JSON is nested deeper than {} levels': 'JSON 嵌套超过 {1} 层',
  'it is over {} MB': '超过 {1} MB',
  'it is empty': '是空的',
  'it is a binary file': '是二进制文件',
  'it is XML or HTML: the request line and the headers in front of it are missing':
    '是 XML 或 HTML：前面缺少请求行和请求头',
  'it is neither HAR, nor a curl command, nor raw HTTP, nor what recordTransport kept, nor a signed form':
    '不是 HAR、curl 命令、原始 HTTP、recordTransport 的记录，也不是带签名的表单',
  'it is an error of this library: shroff explain reads it': '是本库的错误：用 shroff explain 读',
  'it is JSON, but neither HAR nor what recordTransport kept: a body alone has no signature':
    '是 JSON，但不是 HAR，也不是 recordTransport 的记录：单独的报文体里没有签名',
  // HAR and recordings
  'it is a HAR file without log.entries': '是 HAR 文件，但没有 log.entries',
  'it is a HAR file in which nothing was captured': '是 HAR 文件，但里面没有抓到内容',
  'it has over {} entries': '条目超过 {1} 条',
  'it has over {} exchanges': '记录超过 {1} 条',
  'its log.entries[{}] has no request': 'log.entries[{1}] 没有 request',
  'its log.entries[{}].request has no method or no url': 'log.entries[{1}].request 缺少 method 或 url',
  'its body is neither text nor bytes': '报文体既不是文本也不是字节',
  // curl
  'curl’s option {} has no value': 'curl 的选项 {1} 没有值',
  'the curl command has no address': 'curl 命令里没有地址',
  'the curl command has two addresses, or a quotation mark is missing': 'curl 命令里有两个地址，或者少了引号',
  'curl’s {} names a file; write its content into the command, or capture raw HTTP':
    'curl 的 {1} 指向文件：把内容写进命令，或者抓取原始 HTTP',
  'curl’s option -F makes a body that is not in the command: capture the request as raw HTTP':
    'curl 的 -F 生成的报文体不在命令里：请抓取原始 HTTP',
  'curl’s option {} is not known here: leave it out, or capture the request as raw HTTP':
    '不认识 curl 的选项 {1}：去掉它，或者抓取原始 HTTP',
  'a quotation mark in it is not closed: it was probably cut off': '引号没有闭合：可能截断了',
  // raw HTTP
  'its header {} has no colon': '请求头 {1} 没有冒号',
  'its header line {} has no colon': '请求头 {1} 没有冒号',
  'something follows behind the answer': '应答后面还有内容',
  'it has two requests: give one with its answer': '里面有两个请求：一次只给一个，连同它的应答',
  'it has a line that begins neither a request nor an answer': '有一行既不是请求行也不是状态行',
  'its body is chunked, and a chunk is cut off': '报文体分块传输，其中一块截断了',
  'its body is chunked, and its end is missing': '报文体分块传输，缺少结尾',
  'its body is not {}, though its header says so, or is over the limit': '报文体不是请求头写的 {1}，或者超过上限',
  'Antom signs its answers over the path of the request.': 'Antom 的应答签名包含请求的路径',
  'Capture the request along with its answer.': '连同请求一起抓取',
  // what a seed file asks of the mock
  'is not a parameter of this action': '不是这里的参数',
  'must be given, as {}': '必须给出，应为{1}',
  'must be one of {}': '应为其中之一：{1}',
  'must be {}; {} came': '应为{1}，给的是{2}',
  'must be an absolute address': '应为完整的地址',
  'must not have more than 100': '最多 100 个',
  'a string': '字符串',
  'a string, {},': '字符串 {1}',
  'an object': '对象',
  'an array': '数组',
  'a number': '数字',
  'a number, {},': '数字 {1}',
  'a boolean': 'true 或 false',
  'an integer': '整数',
  'the file': '整个文件',
  'The mock gateway has no provider {}; it has {}.': '模拟网关没有支付平台 {1}；有 {2}',
  'failNext: the mock of {} has no fault {}; it has {}.': '{1} 的模拟网关没有故障 {2}；有 {3}',
  'the mock of {} knows no payer-presented codes': '{1} 的模拟网关没有付款码',
  'the mock of {} takes orders from clients only': '{1} 的模拟网关只接受客户端下单',
} as const satisfies Readonly<Record<string, string>>
