/** One violation as ajv reports it (https://ajv.js.org/api.html#error-objects). */
export interface SchemaError {
  keyword: string
  /** JSON pointer into the data. */
  instancePath: string
  schemaPath: string
  params: Record<string, unknown>
  message?: string
}

/** A standalone ajv validator: pure, no compilation at run time; errors of the last call hang on the function. */
export interface ValidateFunction {
  (data: unknown): boolean
  errors?: SchemaError[] | null
}
