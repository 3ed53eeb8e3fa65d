import { home } from '../pages.js'

export const GET = () => new Response(home(), { headers: { 'content-type': 'text/html; charset=utf-8' } })
