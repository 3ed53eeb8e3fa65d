/** The moment at which frozen clocks stand in tests. */
export const noon = new Date('2026-03-04T12:00:00+08:00')
