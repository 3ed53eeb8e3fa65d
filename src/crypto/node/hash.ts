import { createHash, createHmac } from 'node:crypto'
import type { Crypto } from '../contract.js'
import { plain } from './bytes.js'

export const md5: Crypto['md5'] = (bytes) => plain(createHash('md5').update(bytes).digest())

export const sha256: Crypto['sha256'] = async (bytes) => plain(createHash('sha256').update(bytes).digest())

export const sha512: Crypto['sha512'] = async (bytes) => plain(createHash('sha512').update(bytes).digest())

export const sha1: Crypto['sha1'] = async (bytes) => plain(createHash('sha1').update(bytes).digest())

export const hmacSha1: Crypto['hmacSha1'] = async (key, bytes) => plain(createHmac('sha1', key).update(bytes).digest())

export const hmacSha256: Crypto['hmacSha256'] = async (key, bytes) =>
  plain(createHmac('sha256', key).update(bytes).digest())
