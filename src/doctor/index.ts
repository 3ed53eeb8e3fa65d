/**
 * Why a signature does not fit: found by what is in it.
 *
 * @module shroff/doctor
 */
export type { Cause } from './causes.js'
export type { Diagnosis, Difference } from './diagnosis.js'
export { type ExplainOptions, type ExplainRequestOptions, explain, explainRequest } from './explain.js'
export type { Finding } from './finding.js'
export {
  type AccountInspection,
  type InspectAccountOptions,
  inspectAccount,
} from './inspectAccount.js'
export type { CertificateFacts, KeyFacts } from './key-facts.js'
