// What the routes share: the wallets, the database, and the one object that every function of the checkout is given.
import { randomBytes } from 'node:crypto'
import { type CheckoutOptions, checkoutKeys, resolveCheckout } from 'shroff/checkout/session'
import { webhookHandler } from 'shroff/webhook'
import { openDatabase } from './database.ts'
import { isReal, openMocks, openReal } from './wallets.ts'

type Environment = Readonly<Record<string, string | undefined>>

export async function openShop(env: Environment) {
  const real = isReal(env)
  if (real && !env.ADMIN_PASSWORD)
    throw new Error('With real keys the shop wants an ADMIN_PASSWORD, for the desk that gives money back.')
  if (real && !env.CHECKOUT_SECRET)
    throw new Error('With real keys the shop wants a CHECKOUT_SECRET: openssl rand -base64 32')
  const port = Number(env.PORT ?? 3000)
  const url = env.PUBLIC_URL ?? `http://localhost:${port}`
  const database = await openDatabase(env.DATABASE ?? (real ? 'shop.db' : ':memory:'))
  const { gateways, accounts, mock, placed } = real ? openReal(env) : await openMocks()

  const checkout: CheckoutOptions = {
    keys: checkoutKeys([{ kid: 'shop', secret: env.CHECKOUT_SECRET ?? randomBytes(32) }]),
    store: database.store,
    endpoint: `${url}/checkout`,
    // Once per sale, of the payment that is kept: here the goods leave.
    onPaid({ saleId, paid }) {
      const order = database.order(saleId)
      if (order?.total !== paid.amount.value) throw new Error(`${saleId} was paid with ${paid.amount.value} fen.`)
      database.markPaid({ saleId, provider: paid.provider, orderId: paid.orderId, paymentId: paid.paymentId ?? '' })
    },
    onError: (error, { saleId }) => console.error(saleId ?? '', error),
  }

  /** Brings a sale nearer to its end, and keeps when to do so again. */
  async function resolve(about: Parameters<typeof resolveCheckout>[1]): Promise<void> {
    const sale = await resolveCheckout(gateways, about, checkout)
    if (sale) database.setDue(sale.saleId, sale.nextAt?.getTime() ?? 0)
  }

  return {
    port,
    url,
    mock,
    placed,
    gateways,
    database,
    checkout,
    resolve,
    adminPassword: env.ADMIN_PASSWORD,
    /** The header in which a proxy of yours writes the payer's address; without one, whoever connects is the payer. */
    addressHeader: env.CLIENT_ADDRESS_HEADER,
    webhooks: webhookHandler({ accounts, store: database.store, onEvent: resolve }),
    /** The job: sales whose webhook is lost, whose other orders are open, whose second payment goes back. */
    async resolveDue() {
      for (const { saleId } of database.due(Date.now())) {
        database.setDue(saleId, Date.now() + 60_000)
        await resolve(saleId).catch((error) => console.error(saleId, error))
      }
    },
  }
}

export type Shop = Awaited<ReturnType<typeof openShop>>
