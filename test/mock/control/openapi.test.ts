import { afterAll, beforeAll, expect, it } from 'vitest'
import { controls } from '../../../src/mock/server/control/table.js'
import { openControl } from './open.js'

let opened: Awaited<ReturnType<typeof openControl>>
type Schema = Record<string, unknown>
type Operation = {
  operationId: string
  summary: string
  parameters?: { name: string; in: string; required: boolean; schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, { description: string; content?: Record<string, { schema: Schema }> }>
}
let document: {
  openapi: string
  info: object
  servers: { url: string }[]
  paths: Record<string, Record<string, Operation>>
}
beforeAll(async () => {
  opened = await openControl()
  document = await (await fetch(`${opened.server.control}/_shroff/openapi.json`)).json()
})
afterAll(() => opened.server.close())

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )

it('has every route, and each route is there', async () => {
  const table = controls.map(({ name, method }) => `${method.toLowerCase()} /_shroff/${name}`)
  const open = ['get /_shroff/health', 'get /_shroff/openapi.json', 'get /_shroff/events']
  expect(operations().map(({ path, method }) => `${method} ${path}`)).toEqual([...table, ...open])
  for (const { path, method } of operations()) {
    const { status } = await fetch(opened.server.control! + path, { method: method.toUpperCase() })
    // Without the token, which comes before whether there is such a route.
    expect(status, path).toBe(/health|openapi/.test(path) ? 200 : 403)
  }
})

// https://spec.openapis.org/oas/v3.1.0: what must be there, and what must be of which kind.
it('is OpenAPI 3.1', () => {
  expect(document.openapi).toBe('3.1.0')
  expect(document.info).toMatchObject({ title: expect.any(String), version: expect.stringMatching(/^\d+\.\d+\.\d+$/) })
  expect(document.servers).toEqual([{ url: opened.server.control }])
  const names = operations().map(({ operation }) => operation.operationId)
  expect(new Set(names).size).toBe(names.length)
  for (const { path, method, operation } of operations()) {
    expect(path).toMatch(/^\/_shroff\/[\w.]+$/)
    expect(operation.summary).toMatch(/^[A-Z][^\n]*\.$/)
    expect(Object.keys(operation.responses)).toContain('200')
    for (const [status, { description }] of Object.entries(operation.responses)) {
      expect(status).toMatch(/^[1-5]\d\d$/)
      expect(description).not.toBe('')
    }
    if (method === 'get') expect(operation.requestBody).toBeUndefined()
    for (const parameter of operation.parameters ?? [])
      expect(parameter).toMatchObject({ in: 'query', name: expect.any(String), schema: { type: expect.any(String) } })
    for (const schema of schemasOf(operation)) mustBeSchema(schema)
  }
})

it('names the providers of this gateway', () => {
  const { schema } = document.paths['/_shroff/pay']!.post!.requestBody!.content['application/json']!
  const names = Object.keys(opened.server.urls)
  expect(names).toHaveLength(11)
  expect(schema).toMatchObject({ properties: { provider: { enum: names } }, required: ['provider'] })
})

const schemasOf = ({ requestBody, responses }: Operation): Schema[] =>
  [requestBody, ...Object.values(responses)]
    .flatMap((one) => Object.values(one?.content ?? {}))
    .map(({ schema }) => schema)

const types = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null']
/** JSON Schema 2020-12, as far as the document uses it; a reference would lead nowhere. */
function mustBeSchema(schema: Schema): void {
  expect(JSON.stringify(schema)).not.toMatch(/"\$(ref|schema|defs)"/)
  if (schema.type !== undefined) expect(types).toEqual(expect.arrayContaining([schema.type].flat()))
  const properties = (schema.properties ?? {}) as Record<string, Schema>
  for (const name of (schema.required ?? []) as string[]) expect(Object.keys(properties)).toContain(name)
  for (const one of Object.values(properties)) mustBeSchema(one)
  for (const one of (schema.anyOf ?? []) as Schema[]) mustBeSchema(one)
  if (schema.items) mustBeSchema(schema.items as Schema)
}
