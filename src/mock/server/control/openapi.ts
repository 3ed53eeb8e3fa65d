import * as z from 'zod/mini'
import { version } from '../../../core/version.js'
import type { Row } from './rows.js'
import { controls } from './table.js'

export const root = '/_shroff'

type JsonSchema = { properties?: Record<string, JsonSchema>; required?: string[]; [name: string]: unknown }

/** The document of this server, made of the table. */
export function openApi(url: string, providers: readonly string[]): object {
  const operations = controls.map((row): [string, object] => [
    `${root}/${row.name}`,
    { [row.method.toLowerCase()]: operation(row, providers) },
  ])
  return {
    openapi: '3.1.0',
    info: { title: 'shroff: control of the mock gateway', version, description },
    servers: [{ url }],
    security: [{ token: [] }],
    paths: { ...Object.fromEntries(operations), ...others },
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  }
}

const description = 'What payers and the provider do at the mock gateway, by HTTP. The token stands in control.json.'

const json = (schema: object) => ({ 'application/json': { schema } })
const error = {
  type: 'object',
  properties: { error: { type: 'object', properties: { message: { type: 'string' } }, required: ['message'] } },
  required: ['error'],
}

function operation({ name, method, does, parameters, answers }: Row, providers: readonly string[]): object {
  const asked = schemaOf(parameters, 'input', providers)
  return {
    operationId: name,
    summary: does,
    ...(method === 'POST' ? { requestBody: { required: true, content: json(asked) } } : { parameters: queryOf(asked) }),
    responses: {
      '200': { description: 'Done.', content: json(schemaOf(answers, 'output', providers)) },
      '400': { description: 'It cannot be; the message says why.', content: json(error) },
      '403': { description: 'Without the token.' },
    },
  }
}

const queryOf = ({ properties = {}, required = [] }: JsonSchema) =>
  Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: required.includes(name), schema }))

function schemaOf(schema: z.ZodMiniType, io: 'input' | 'output', providers: readonly string[]): JsonSchema {
  const { $schema, ...made } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as JsonSchema
  return named(made, providers) as JsonSchema
}

/** With the providers that there are, by name. */
function named(node: unknown, providers: readonly string[]): unknown {
  if (Array.isArray(node)) return node.map((each) => named(each, providers))
  if (typeof node !== 'object' || node === null) return node
  return Object.fromEntries(
    Object.entries(node).map(([name, value]) => [
      name,
      name === 'provider' && (value as JsonSchema)?.type === 'string'
        ? { ...(value as object), enum: providers }
        : named(value, providers),
    ]),
  )
}

/** What is no row of the table. */
const others = {
  [`${root}/health`]: {
    get: {
      operationId: 'health',
      summary: 'Whether it is there. Needs no token.',
      security: [],
      responses: {
        '200': {
          description: 'It is.',
          content: json({ type: 'object', properties: { status: { type: 'string', enum: ['ok'] } } }),
        },
      },
    },
  },
  [`${root}/openapi.json`]: {
    get: {
      operationId: 'openapi',
      summary: 'This document. Needs no token.',
      security: [],
      responses: { '200': { description: 'OpenAPI 3.1.', content: json({ type: 'object' }) } },
    },
  },
  [`${root}/events`]: {
    get: {
      operationId: 'events',
      summary: 'Tells of each change as it happens, with the newest number of the journal.',
      responses: {
        '200': { description: 'Events `change`.', content: { 'text/event-stream': { schema: { type: 'string' } } } },
        '403': { description: 'Without the token.' },
      },
    },
  },
}
