import type { Rail } from '../doctor/case.js'
import { doubtful, type Finding, wrong } from '../doctor/finding.js'
import { networks, type XrplNetwork } from './wire.js'

/** What of an account is looked at; its own type stands where it is made, with all that is needed for that. */
type Watched = {
  readonly address: string
  readonly network: XrplNetwork
  readonly hosts: readonly string[]
  readonly confirmWith: 1 | 2
}

/** What the doctor knows of the XRP Ledger. No message of a server is signed, so there is none to explain. */
export const xrplRail: Rail = {
  nameOf: ({ address }: Watched) => `xrpl/${address}`,
  // Read when they are asked for: a bundler cannot drop a constant that reads another's members.
  hosts: {
    get production() {
      return networks.mainnet.hosts
    },
    get sandbox() {
      return [...networks.testnet.hosts, ...networks.devnet.hosts]
    },
  },
  keysOf: () => [],
  findingsOf,
}

function findingsOf({ network, hosts, confirmWith }: Watched): Finding[] {
  const found: Finding[] = []
  for (const [name, other] of Object.entries(networks))
    for (const host of hosts)
      if (name !== network && (other.hosts as readonly string[]).includes(host))
        found.push(
          wrong(
            'hosts',
            `${host} is of ${name}, and the account of ${network}.`,
            'Take servers of the account’s network.',
          ),
        )
  if (confirmWith === 1 && network === 'mainnet')
    found.push(
      doubtful(
        'confirmWith',
        'One server is believed of a payment, and none of them signs what it tells.',
        'Say confirmWith: 2, with hosts of two operators; or let the one host be your own.',
      ),
    )
  if (confirmWith === 2 && new Set(hosts.map(operatorOf)).size === 1)
    found.push(
      doubtful('hosts', 'All hosts are of one operator, who would confirm itself.', 'Name a host of another operator.'),
    )
  return found
}

/** The last two names of a host: whose it is, by and large. */
const operatorOf = (host: string) => new URL(host).hostname.split('.').slice(-2).join('.')
