/** The package's version, as sent in User-Agent; a test holds it to package.json. */
export const version = '0.1.0'
