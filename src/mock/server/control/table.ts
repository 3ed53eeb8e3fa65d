import * as z from 'zod/mini'
import { corrupt, delay, resend, reset } from '../../again.js'
import {
  advanceClock,
  decline,
  expire,
  notify,
  pay,
  presentCode,
  rotateCertificate,
  settleRefund,
} from '../../controls.js'
import { createOrder, readStatement, refund } from '../../desk.js'
import { clearFaults, failNext, faults, forgeWebhook, limitCalls } from '../../hostile.js'
import { seed } from '../../seed.js'
import { rails } from './rails.js'
import {
  amount,
  done,
  fault,
  minorUnits,
  nothing,
  order,
  payer,
  provider,
  type Row,
  refundNumber,
  row,
  times,
  webhook,
} from './rows.js'
import { seedSchema } from './seed.js'
import { explained, journalAnswer, journalOf, stateOf } from './state.js'
import { stateAnswer } from './state-answer.js'

const delivered = z.array(
  z.object({ provider: z.string(), id: z.string(), attempt: z.int(), status: z.int(), at: z.number() }),
)
/** Every control of the mock gateway. The routes of HTTP and the OpenAPI document are made of it. */
export const controls: readonly Row[] = [
  row({
    name: 'createOrder',
    does: 'Places an order without a client, by the provider’s rules; gives what its QR code says.',
    parameters: z.strictObject({
      provider,
      orderId: z.string(),
      amount,
      description: z.optional(z.string()),
      notifyUrl: z.optional(z.url()),
    }),
    answers: z.strictObject({ qr: z.string() }),
    run: async ({ mock }, parameters) => ({ qr: await createOrder(mock, parameters as never) }),
  }),
  row({
    name: 'pay',
    does: 'The payer pays the order; a webhook is queued.',
    parameters: z.strictObject({ ...order, coupon: z.optional(minorUnits) }),
    answers: done,
    run: ({ mock }, parameters) => nothing(pay(mock, parameters as never)),
  }),
  ...rails,
  row({
    name: 'decline',
    does: 'The payer tries and fails; the order stays open.',
    parameters: z.strictObject(order),
    answers: done,
    run: ({ mock }, parameters) => nothing(decline(mock, parameters as never)),
  }),
  row({
    name: 'expire',
    does: 'The last moment to pay passes.',
    parameters: z.strictObject(order),
    answers: done,
    run: ({ mock }, parameters) => nothing(expire(mock, parameters as never)),
  }),
  row({
    name: 'presentCode',
    does: 'A payer shows a code to be scanned.',
    parameters: z.strictObject({ provider, payer, validFor: z.optional(z.int().check(z.positive())) }),
    answers: z.strictObject({ code: z.string() }),
    run: ({ mock }, parameters) => ({ code: presentCode(mock, parameters as never) }),
  }),
  row({
    name: 'refund',
    does: 'Refunds an order without a client, by the provider’s rules.',
    parameters: z.strictObject({ ...order, refundId: refundNumber, value: z.optional(minorUnits) }),
    answers: done,
    run: ({ mock }, parameters) => nothing(refund(mock, parameters as never)),
  }),
  row({
    name: 'settleRefund',
    does: 'A refund comes to its end; a webhook is queued.',
    parameters: z.strictObject({
      provider,
      refundId: refundNumber,
      orderId: z.optional(z.string()),
      status: z.optional(z.enum(['succeeded', 'closed', 'needs-action'])),
    }),
    answers: done,
    run: ({ mock }, parameters) => nothing(settleRefund(mock, parameters as never)),
  }),
  row({
    name: 'deliver',
    does: 'Delivers the webhooks that are due to their addresses, this machine’s and those that are allowed.',
    parameters: done,
    answers: z.strictObject({ deliveries: delivered }),
    run: async ({ courier }) => ({ deliveries: await courier.deliver() }),
  }),
  row({
    name: 'resend',
    does: 'A webhook comes again, whatever became of it.',
    parameters: z.strictObject(webhook),
    answers: done,
    run: ({ mock }, parameters) => nothing(resend(mock, parameters as never)),
  }),
  row({
    name: 'delay',
    does: 'A webhook comes so much later.',
    parameters: z.strictObject({ ...webhook, milliseconds: z.int().check(z.minimum(0)) }),
    answers: done,
    run: ({ mock }, parameters) => nothing(delay(mock, parameters as never)),
  }),
  row({
    name: 'corrupt',
    does: 'One byte of a webhook is changed on its way, once.',
    parameters: z.strictObject(webhook),
    answers: done,
    run: ({ mock }, parameters) => nothing(corrupt(mock, parameters as never)),
  }),
  row({
    name: 'forge',
    does: 'Sends a false webhook about a real order or refund to its address; gives what the handler answers.',
    parameters: z.strictObject({ ...order, refundId: z.optional(refundNumber), forgery: z.string() }),
    answers: z.strictObject({ url: z.string(), status: z.int() }),
    async run({ mock, courier }, parameters) {
      const request = await forgeWebhook(mock, parameters as never)
      const { status } = await courier.send(request)
      return { url: request.url, status }
    },
  }),
  row({
    name: 'notify',
    does: 'A webhook of any event is queued, encrypted and signed as all are.',
    parameters: z.strictObject({
      provider,
      eventType: z.string(),
      resource: z.record(z.string(), z.unknown()),
      url: z.url(),
    }),
    answers: done,
    run: ({ mock }, parameters) => nothing(notify(mock, parameters as never)),
  }),
  row({
    name: 'failNext',
    does: 'The next calls meet this fault.',
    parameters: z.strictObject({ provider, fault, times }),
    answers: done,
    run: ({ mock }, parameters) => nothing(failNext(mock, parameters as never)),
  }),
  row({
    name: 'faults',
    does: 'The faults that calls to come will meet, the next one first.',
    parameters: z.strictObject({ provider }),
    answers: z.strictObject({ faults: z.array(fault) }),
    run: ({ mock }, parameters) => ({ faults: [...faults(mock, parameters as never)] }),
  }),
  row({
    name: 'clearFaults',
    does: 'Calls to come meet no fault any more, at one provider or at all.',
    parameters: z.strictObject({ provider: z.optional(provider) }),
    answers: done,
    run: ({ mock }, parameters) => nothing(clearFaults(mock, parameters as never)),
  }),
  row({
    name: 'limitCalls',
    does: 'From now on the provider takes so many calls in any second.',
    parameters: z.strictObject({ provider, perSecond: z.int().check(z.positive()) }),
    answers: done,
    run: ({ mock }, parameters) => nothing(limitCalls(mock, parameters as never)),
  }),
  row({
    name: 'advanceClock',
    does: 'Time passes. It never goes back.',
    parameters: z.strictObject({ milliseconds: z.int().check(z.minimum(0)) }),
    answers: z.strictObject({ now: z.string() }),
    run({ mock }, { milliseconds }) {
      advanceClock(mock, milliseconds)
      return { now: new Date(mock.clock.now()).toISOString() }
    },
  }),
  row({
    name: 'rotateCertificate',
    does: 'The provider begins to sign with a new platform certificate.',
    parameters: z.strictObject({ provider }),
    answers: done,
    run: ({ mock }, parameters) => nothing(rotateCertificate(mock, parameters as never)),
  }),
  row({
    name: 'seed',
    does: 'Orders, payers, days gone by and faults, as if they had happened; gives the codes of the payers.',
    parameters: seedSchema,
    answers: z.strictObject({ codes: z.array(z.string()) }),
    run: async ({ mock }, parameters) => ({ codes: await seed(mock, parameters as never) }),
  }),
  row({
    name: 'reset',
    does: 'All that happened is forgotten; keys and clock stay.',
    parameters: done,
    answers: done,
    run: ({ mock }) => nothing(reset(mock)),
  }),
  row({
    name: 'openConsole',
    does: 'A link that opens the console in a browser, once.',
    parameters: done,
    answers: z.strictObject({ url: z.string() }),
    run: ({ consoleLink }) => ({ url: consoleLink() }),
  }),
  row({
    name: 'state',
    method: 'GET',
    does: 'How things stand: providers, clock, orders, refunds, waiting webhooks, faults.',
    parameters: done,
    answers: stateAnswer,
    run: ({ mock, urls }) => stateOf(mock, urls),
  }),
  row({
    name: 'journal',
    method: 'GET',
    does: 'What happened, oldest first: requests with their answers, controls, deliveries.',
    parameters: z.strictObject({ after: z.optional(z.string().check(z.regex(/^\d+$/))), q: z.optional(z.string()) }),
    answers: journalAnswer,
    run: ({ mock }, { after, q }) => journalOf(mock, Number(after ?? 0), q),
  }),
  row({
    name: 'explain',
    does: 'What is wrong with the signature of a request of the journal, by its number.',
    parameters: z.strictObject({ entry: z.int(), language: z.optional(z.enum(['en', 'zh'])) }),
    answers: z.looseObject({ problem: z.string(), next: z.string() }),
    run: ({ mock, explain }, { entry, language }) => explained(mock, explain, entry, language),
  }),
  row({
    name: 'statement',
    method: 'GET',
    does: 'The text of a day’s statement as it stands now.',
    parameters: z.strictObject({ provider, date: z.string() }),
    answers: z.strictObject({ text: z.nullable(z.string()) }),
    run: async ({ mock }, parameters) => ({ text: (await readStatement(mock, parameters as never)) ?? null }),
  }),
]
