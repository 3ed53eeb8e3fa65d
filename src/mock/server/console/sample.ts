import type { Provider } from './shapes.js'

/** The first lines of a shop at this provider of `shroff mock`, to be run as they stand. */
export function sampleOf(name: string, url: string, { options, asset, own }: Provider['sample'] = {}): string {
  const given = options === undefined ? '' : `, ${options}`
  const [type, order, shown] = asset === undefined ? money : tokensOf(asset)
  const account = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
  const shared = [...(own?.shared ?? [type]), 'createClient', 'fetchTransport']
  const member = account === name ? `.${name}` : `['${name}']`
  const client = 'createClient({ account, transport: fetchTransport() })'
  return [
    `import { readFileSync } from 'node:fs'`,
    `import { ${shared.join(', ')} } from 'shroff'`,
    `import { ${[account, ...(own?.actions ?? [`${account}Gateway`])].join(', ')} } from 'shroff/${name}'`,
    ``,
    `// hosts: ['${url}']`,
    `const account = ${account}(JSON.parse(readFileSync('.shroff/accounts.json', 'utf8'))${member})`,
    ...(own
      ? [`const client = ${client}`, ...own.lines]
      : [
          `const gateway = ${account}Gateway(${client}${given})`,
          `const placedAt = new Date(new Date().setMilliseconds(0))`,
          `const { nextAction } = await gateway.createPayment({`,
          `  orderId: 'T' + placedAt.getTime(),`,
          ...order.map((line) => `  ${line},`),
          `  placedAt,`,
          `  expiresAt: new Date(placedAt.getTime() + 900_000),`,
          `})`,
          `console.log(nextAction.${shown})`,
        ]),
  ].join('\n')
}

const money = [
  'amount',
  [
    `channel: 'qr'`,
    `amount: amount('25.00', 'CNY')`,
    `description: 'Oolong tea'`,
    `notifyUrl: 'http://127.0.0.1:3000/notify'`,
  ],
  'content',
] as const

const tokensOf = (asset: string) =>
  ['tokenAmount', [`channel: 'transfer'`, `amount: tokenAmount('12.50', '${asset}')`, 'tag: 1001'], 'address'] as const
