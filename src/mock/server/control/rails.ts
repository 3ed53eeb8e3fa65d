import * as z from 'zod/mini'
import { addFunds, moveTransfer, openCashier, sendTransfer, setNotifyUrl } from '../../rails.js'
import { decimal, done, nothing, notifyUrl, payout, provider, type Row, row, tokens } from './rows.js'

/** What some providers alone have. */
export const rails: readonly Row[] = [
  row({
    name: 'sendTransfer',
    does: 'A payer sends tokens: by tag or by reference, as the provider tells orders apart. Gives its own name of it.',
    parameters: z.strictObject({
      provider,
      amount: tokens,
      tag: z.optional(z.int().check(z.minimum(0), z.maximum(4_294_967_295))),
      reference: z.optional(z.string()),
    }),
    answers: z.strictObject({ id: z.string() }),
    run: ({ mock }, { provider, ...transfer }) => ({ id: sendTransfer(mock, provider, transfer) }),
  }),
  row({
    name: 'openCashier',
    does: 'The payer’s app opens the cashier with what the merchant has signed: the order is there from now on.',
    parameters: z.strictObject({ provider, orderInfo: z.record(z.string(), z.unknown()) }),
    answers: z.strictObject({ orderId: z.string(), paymentId: z.string() }),
    run: ({ mock }, { provider, orderInfo }) => openCashier(mock, provider, orderInfo),
  }),
  row({
    name: 'moveTransfer',
    does: 'What the merchant pays out goes on to this state, by the provider’s word; a webhook is queued.',
    parameters: z.strictObject({ provider, reference: payout, state: z.string(), code: z.optional(z.string()) }),
    answers: done,
    run: ({ mock }, parameters) => nothing(moveTransfer(mock, parameters as never)),
  }),
  row({
    name: 'addFunds',
    does: 'The merchant puts money in.',
    parameters: z.strictObject({ provider, currency: z.string().check(z.regex(/^[A-Z]{3,5}$/)), value: decimal }),
    answers: done,
    run: ({ mock }, parameters) => nothing(addFunds(mock, parameters)),
  }),
  row({
    name: 'setNotifyUrl',
    does: 'Where webhooks go that no call names an address for, as in the provider’s console.',
    parameters: z.strictObject(notifyUrl),
    answers: done,
    run: ({ mock }, parameters) => nothing(setNotifyUrl(mock, parameters as never)),
  }),
]
