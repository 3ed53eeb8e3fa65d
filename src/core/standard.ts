// The interface of https://standardschema.dev, version 1, as far as it is used here: what any validator can be handed over by.

/** A schema that any form, router or validator knows to call. */
export type StandardSchema<Input, Output = Input> = {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    readonly validate: (value: unknown) => StandardResult<Output> | Promise<StandardResult<Output>>
    /** For TypeScript only; never there at run time. */
    readonly types?: { readonly input: Input; readonly output: Output } | undefined
  }
}

export type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] }

export type StandardIssue = {
  readonly message: string
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}

/** What an action takes, as a {@link StandardSchema} that is checked at once, and whose issues all say where they are. */
export type ParameterSchema<P> = {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    readonly validate: (
      value: unknown,
    ) => { readonly value: P; readonly issues?: undefined } | { readonly issues: readonly ParameterIssue[] }
    readonly types?: { readonly input: P; readonly output: P } | undefined
  }
}

/** A check of one's own as such a schema. */
export const schemaOf = <P>(validate: ParameterSchema<P>['~standard']['validate']): ParameterSchema<P> => ({
  '~standard': { version: 1, vendor: 'shroff', validate },
})

export type ParameterIssue = { readonly message: string; readonly path: readonly string[] }
