// The independent oracle for signed transactions of the XRP Ledger: written from xrpl.org, "Serialization Format", "Cryptographic
// Keys" and "Addresses", with node:crypto only. Nothing in this folder may import from src.
export { addressOf, type Fields, idOf, readBlob } from './xrpl/blob.js'
export { isSigned } from './xrpl/signature.js'
