// A provider that is made up, and shows what a ledger asks of the house: a transfer is an order of payment by its very
// signature, so it is signed once, outside the pipeline, and the same blob is submitted as often as needed.
export { ledger } from './account.js'
export {
  createPayment,
  getPayment,
  getRefund,
  type PreparedTransfer,
  prepareRefund,
  submitTransfer,
} from './actions.js'
