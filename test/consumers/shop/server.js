// Runs on Node.
import { takePayments } from './payment.js'

console.log(await takePayments())
