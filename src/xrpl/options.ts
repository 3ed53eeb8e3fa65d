import { hostsRule } from '../core/account.js'
import { type OtherNames, type Rule, testRules, yesOrNo } from '../core/options.js'
import { addressPattern, networks } from './wire.js'

export const optionRules = {
  address: {
    fits: addressPattern,
    wanted: 'the classic address of your account, r…; no X-address, since each order has a tag of its own',
    needed: true,
  },
  network: { fits: Object.keys(networks), wanted: "'mainnet', 'testnet' or 'devnet'" },
  hosts: hostsRule,
  confirmWith: { fits: [1, 2], wanted: '1 or 2' },
  mock: yesOrNo,
  ...testRules,
} as const satisfies Record<string, Rule>

const noKey = 'This entry only watches: it takes no key, and whoever has it cannot move money.'

export const otherNames: OtherNames = {
  account: 'address',
  wallet: 'address',
  xaddress: 'address',
  classicaddress: 'address',
  server: 'hosts',
  url: 'hosts',
  node: 'hosts',
  endpoint: 'hosts',
  seed: noKey,
  secret: noKey,
  privatekey: noKey,
  mnemonic: noKey,
  networkid: 'network',
  testnet: "Say network: 'testnet'.",
  issuer: 'RLUSD’s issuer goes by the network.',
  quorum: 'confirmWith',
  transport: 'It belongs to createClient({ account, transport, … }).',
}
