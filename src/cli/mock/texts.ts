import { providers } from '../providers.js'
import type { Text } from '../texts.js'

/** Each provider has one after the control's. */
export const lastPort = 65_535 - providers.length

export const texts = {
  mock: {
    en: 'Run a mock gateway of the providers, for programs in any language',
    zh: '运行包含各支付平台的模拟网关，适用于任何语言的程序',
  },
  folder: { en: 'where keys and credentials are kept', zh: '存放密钥和凭据的目录' },
  port: {
    en: 'port of the control; the providers have those after it, and 0 takes any free ones',
    zh: '控制接口的端口；各平台依次占用其后的端口，0 表示任选空闲端口',
  },
  host: { en: 'address to listen at', zh: '监听地址' },
  seed: {
    en: 'JSON file: orders, payers, days gone by, faults, addresses of webhooks',
    zh: 'JSON 文件：订单、用户、过去的数据、故障、回调地址',
  },
  deliverTo: {
    en: 'host that webhooks go to beside this machine; may be repeated',
    zh: '除本机外允许接收回调的主机，可多次指定',
  },
  clock: {
    en: 'how long webhooks wait before they come again: real, or fast, a second for each minute',
    zh: '回调隔多久重发：real 与平台相同，fast 一分钟按一秒计',
  },
  name: {
    en: 'name with a dot under which the control is called; may be repeated',
    zh: '访问控制接口所用的带点的域名，可多次指定',
  },
  wrongPort: { en: `--port is a number from 0 to ${lastPort}`, zh: `--port 须为 0 到 ${lastPort} 的整数` },
  wrongClock: { en: '--clock is real or fast', zh: '--clock 只能是 real 或 fast' },
  making: { en: 'making keys, which happens once …', zh: '正在生成密钥，仅首次启动需要……' },
  open: {
    en: 'warning: whoever reaches this machine reaches the mock gateway',
    zh: '警告：能访问本机的人都能访问此模拟网关',
  },
  heading: {
    en: 'A payment gateway for tests: it checks and signs like the real ones, and no money moves.',
    zh: '供测试用的支付网关：像真实平台一样验签、签名，不动用真钱。',
  },
  credentials: { en: 'credentials', zh: '凭据' },
  control: { en: 'control', zh: '控制' },
  console: { en: 'console', zh: '控制台' },
  token: { en: 'token in', zh: '令牌在' },
  once: { en: '(opens once)', zh: '（只能打开一次）' },
  ended: { en: 'ended', zh: '已结束' },
  starts: {
    en: `start it, on ports 8400 to ${8400 + providers.length}`,
    zh: `启动，占用端口 8400 至 ${8400 + providers.length}`,
  },
  seeds: { en: 'with orders of yesterday', zh: '带有昨天的订单' },
  inContainer: { en: 'in a container', zh: '在容器中' },
} satisfies Record<string, Text>

export const held = (host: string): Text => ({
  en: `webhooks for ${host} wait; --deliver-to ${host.replace(/:\d+$/, '')} lets them go`,
  zh: `发往 ${host} 的回调已暂停；加 --deliver-to ${host.replace(/:\d+$/, '')} 放行`,
})

export const taken = (port: string): Text => ({
  en: `port ${port} is taken; --port chooses others, 0 any free ones`,
  zh: `端口 ${port} 已被占用；用 --port 另选，0 表示任选空闲端口`,
})
