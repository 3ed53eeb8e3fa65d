import type { Command } from 'commander'
import { addCommand, addExamples } from '../command.js'
import { usualFolder } from '../folder.js'
import type { Io } from '../io.js'
import { say } from '../texts.js'
import { type SendOptions, send } from './send.js'
import { test } from './test.js'
import { texts } from './texts.js'

export function addWebhook(program: Command, io: Io): void {
  const webhook = addCommand(program, io, 'webhook', texts.webhook)
  const tell = (name: keyof typeof texts) => say(io, texts[name])

  const one = addCommand(webhook, io, 'send', texts.send)
    .argument('<url>', tell('url'))
    .requiredOption('--provider <name>', tell('provider'))
    .option('--type <event>', tell('type'), 'payment.paid')
    .option('--forgery <name>', tell('forgery'))
    .option('--order-id <number>', tell('orderId'))
    .option('--resource <file>', tell('resource'))
    .option('--folder <folder>', tell('folder'), usualFolder)
    .option('--yes', tell('yes'))
    .action((url: string, options: SendOptions) => send(io, url, options))
  addExamples(one, io, [
    ['shroff webhook send http://127.0.0.1:3000/notify --provider wechatpay', texts.exampleSend],
    ['shroff webhook send http://127.0.0.1:3000/notify --provider alipay --forgery tampered-body', texts.exampleForged],
  ])

  const list = addCommand(webhook, io, 'test', texts.test)
    .argument('<url>', tell('url'))
    .requiredOption('--provider <name>', tell('provider'))
    .option('--production', tell('production'))
    .option('--folder <folder>', tell('folder'), usualFolder)
    .option('--yes', tell('yes'))
    .action((url: string, options) => test(io, url, options))
  addExamples(list, io, [
    ['shroff webhook test http://127.0.0.1:3000/notify --provider wechatpay', texts.exampleTest],
    [
      'shroff webhook test https://shop.example/notify --provider wechatpay --production --yes',
      texts.exampleProduction,
    ],
  ])
}
