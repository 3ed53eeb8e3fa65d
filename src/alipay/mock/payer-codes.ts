/** 16 to 24 digits that begin with 25 to 30, or the 35 characters of a face, `fp` among them. */
export const isPayerCode = (code: unknown): boolean => /^((2[5-9]|30)\d{14,22}|fp.{33})$/.test(String(code))
