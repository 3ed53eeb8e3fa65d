// Names and shapes of the XRP Ledger's JSON-RPC (xrpl.org, "HTTP / WebSocket APIs"), in the forms of api_version 1 and 2. Data only.

/** Public servers, those of different operators first. */
export const networks = {
  mainnet: {
    id: 0,
    hosts: ['https://s2.ripple.com:51234', 'https://xrplcluster.com', 'https://s1.ripple.com:51234'],
    rlusdIssuer: 'rMxCKbEDwqr76QuheSUMdEGf4B9xJ8m5De',
  },
  testnet: {
    id: 1,
    hosts: ['https://s.altnet.rippletest.net:51234'],
    rlusdIssuer: 'rQhWct2fv4Vc4KRjRgMrxa8xPN9Zx9iLKV',
  },
  devnet: { id: 2, hosts: ['https://s.devnet.rippletest.net:51234'], rlusdIssuer: undefined },
} as const satisfies Record<XrplNetwork, object>

export type XrplNetwork = 'mainnet' | 'testnet' | 'devnet'

/** What can be asked for here. */
export type XrplAsset = 'XRP' | 'RLUSD'

/** `RLUSD` in ASCII, padded: only codes of three letters go over the wire as they are. */
export const rlusdCurrency = '524C555344000000000000000000000000000000'

/** A classic address: base58 of a version, 20 bytes and a check. That the check fits shows where it is decoded. */
export const addressPattern = /^r[1-9A-HJ-NP-Za-km-z]{24,34}$/

/** The merchant of the mock gateway. Nobody has its key, so what is sent to it outside of a mock is lost. */
export const mockAddress = 'rMVnfpAZ8kRTj1xKkAVMn2b39uN1PXDFfL'

/** Times of the ledger count seconds since 2000. */
export const rippleEpoch = 946_684_800

export const flags = { partialPayment: 0x0002_0000, requireDestinationTag: 0x0002_0000 } as const

/** `limit` of account_tx: few, for each brings along what it changed. A server may give less; only a missing `marker` ends the pages. */
export const pageLimit = 50

// No spreads in here: a bundler cannot drop a constant that has one.

/** `account_tx`: what was really searched, and what was found. */
export const historyShape = {
  account: 'string',
  ledger_index_min: 'integer',
  ledger_index_max: 'integer',
  transactions: [{ 'meta?': 'unknown', 'validated?': 'boolean' }],
  'marker?': 'unknown',
} as const

/** `ledger` */
export const ledgerShape = { ledger: { close_time: 'integer' } } as const

/** `server_info` */
export const serverShape = {
  info: {
    'network_id?': 'integer',
    'complete_ledgers?': 'string',
    'validated_ledger?': { seq: 'integer' },
  },
} as const

/** `account_info` */
export const accountShape = { account_data: { Account: 'string', Flags: 'integer' } } as const

/** `account_lines` */
export const linesShape = { lines: [{ account: 'string', currency: 'string' }] } as const

/** A transaction's own members, of those that are looked at. */
export const transactionShape = {
  Account: 'string',
  TransactionType: 'string',
  'Destination?': 'string',
  'DestinationTag?': 'integer',
  'SourceTag?': 'integer',
  'date?': 'integer',
} as const

/** What became of it. */
export const metaShape = {
  TransactionIndex: 'integer',
  TransactionResult: 'string',
  'delivered_amount?': 'unknown',
} as const
