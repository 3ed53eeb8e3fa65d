/** What means the same at every provider. */
export const settleTexts: Readonly<Record<string, string>> = {
  journal:
    '记录谁在处理这笔订单、到了哪一步；多进程部署必须有。默认只保证本进程内一笔订单同时只有一个调用，什么都不保存',
  patience: '给用户确认的时间，单位：毫秒，15 000 到 600 000。默认 60 000',
  onProgress: '每走一步通知一次；抛出的错误会忽略',
  cancel: '收银员的「取消」：触发后立即撤销，无论付没付。调用的 `signal` 只是不再等待',
  undoing: '上次结果为 `unresolved` 时给出的值：这笔一定撤销，不会再扣款',
  'settlePayment.chargedAt':
    '上次扣款的时间，由你保存：此后一段时间内仍可能扣款成功。默认以 journal 的记录为准，没有则按刚才算',
  clock: '以谁的时间为准，默认系统时钟。模拟网关的配置自带时钟',
  randomBytes: '随机串的来源，默认用运行环境的安全随机数',
}
