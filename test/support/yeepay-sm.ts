import { createPublicKey } from 'node:crypto'
import { judgeSmReply, judgeSmRequest } from '../oracle/yeepay/sm.js'
import type { Judge } from './line.js'

/** The oracle's judgement of one request of 国密 and its answer, where that is by one of these certificates. */
export function smJudgeOf(privateKey: string, certificates: Record<string, string>): Judge {
  const publicKey = createPublicKey(privateKey).export({ format: 'pem', type: 'spki' }) as string
  return (request, reply) => {
    judgeSmRequest(request, publicKey)
    if (reply.headers['x-yop-sign-serial-no']! in certificates) judgeSmReply(reply, certificates)
  }
}
