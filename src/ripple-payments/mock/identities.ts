import type { Json } from '../../mock/http.js'
import { randomUuid } from '../../mock/numbers.js'
import { type Handler, type Identity, invalid, memoryOf, notFound, type Platform } from './platform.js'
import { textIn } from './quotes.js'

/** `POST /v3/identities`. */
export const createIdentity: Handler = (platform, { body }) => {
  const type = textIn(body, 'identityType', /^(INDIVIDUAL|BUSINESS)$/)
  textIn(body, 'paymentRole', /^(ORIGINATOR|BENEFICIARY)$/)
  if (typeof body[type.toLowerCase()] !== 'object') throw invalid(`${type.toLowerCase()} is missing.`)
  const identity: Identity = { id: randomUuid(), about: body, instruments: new Map() }
  memoryOf(platform).identities.set(identity.id, identity)
  return { identityId: identity.id, version: '1' }
}

/** `GET /v3/identities/{id}`. */
export const getIdentity: Handler = (platform, { parts }) => identityOf(find(platform, parts.id!))

/** `GET /v3/identities/by-internal-id/{id}`. */
export const getByInternalId: Handler = (platform, { parts }) => {
  const found = [...memoryOf(platform).identities.values()].find(({ about }) => about.internalId === parts.id)
  if (!found) throw notFound(`No identity exists for ${parts.id}`)
  return identityOf(found)
}

/** `POST /v3/identities/{id}/financial-instruments`. */
export const createInstrument: Handler = (platform, { parts, body }) => {
  const { instruments } = find(platform, parts.id!)
  textIn(body, 'financialInstrumentType', /^[A-Z_]{2,40}$/)
  textIn(body, 'currency', /^[A-Z]{3,5}$/)
  const financialInstrumentId = randomUuid()
  instruments.set(financialInstrumentId, body)
  return { financialInstrumentId }
}

/** `GET /v3/identities/{id}/financial-instruments/{other}`. */
export const getInstrument: Handler = (platform, { parts }) => {
  const instrument = find(platform, parts.id!).instruments.get(parts.other!)
  if (!instrument) throw notFound()
  return { financialInstrumentId: parts.other, ...instrument }
}

function find(platform: Platform, id: string): Identity {
  const identity = memoryOf(platform).identities.get(id)
  if (!identity) throw notFound('No identity exists for identityId')
  return identity
}

const identityOf = ({ id, about }: Identity): Json => ({
  identityId: id,
  ...about,
  identityState: 'ACTIVE',
  version: 1,
  schemaVersion: '1.0.0',
})
