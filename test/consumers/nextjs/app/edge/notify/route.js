export { POST } from '../../notify/route.js'
export const runtime = 'edge'
