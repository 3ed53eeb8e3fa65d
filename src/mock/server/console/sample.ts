/** The first lines of a shop at this provider of `shroff mock`, to be run as they stand. */
export const sampleOf = (name: string, url: string): string =>
  [
    `import { readFileSync } from 'node:fs'`,
    `import { amount, createClient, fetchTransport } from 'shroff'`,
    `import { ${name}, ${name}Gateway } from 'shroff/${name}'`,
    ``,
    `// hosts: ['${url}']`,
    `const account = ${name}(JSON.parse(readFileSync('.shroff/accounts.json', 'utf8')).${name})`,
    `const gateway = ${name}Gateway(createClient({ account, transport: fetchTransport() }))`,
    `const placedAt = new Date(new Date().setMilliseconds(0))`,
    `const { nextAction } = await gateway.createPayment({`,
    `  channel: 'qr',`,
    `  orderId: 'T' + placedAt.getTime(),`,
    `  amount: amount('25.00', 'CNY'),`,
    `  description: 'Oolong tea',`,
    `  notifyUrl: 'http://127.0.0.1:3000/notify',`,
    `  placedAt,`,
    `  expiresAt: new Date(placedAt.getTime() + 900_000),`,
    `})`,
    `console.log(nextAction.content)`,
  ].join('\n')
