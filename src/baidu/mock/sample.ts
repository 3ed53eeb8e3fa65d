import type { Sample } from '../../mock/provider.js'

/** There is no gateway of Baidu's. */
export const sample: Sample = {
  own: {
    shared: ['amount'],
    actions: ['createPayment'],
    lines: [
      `const { nextAction } = await createPayment(client, {`,
      `  channel: 'miniprogram',`,
      `  orderId: 'T' + Date.now(),`,
      `  amount: amount('25.00', 'CNY'),`,
      `  description: 'Oolong tea',`,
      `  notifyUrl: 'http://127.0.0.1:3000/notify',`,
      `})`,
      `// For swan.requestPolymerPayment; here openCashier takes it.`,
      `console.log(JSON.stringify(nextAction.parameters.orderInfo))`,
    ],
  },
}
