/** What makes a spreadsheet run a text instead of showing it, also written full width. (OWASP, CSV injection) */
const RUNS = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/

/** The text with an apostrophe before it if a spreadsheet would take it for a formula. */
export function neutraliseFormula(text: string): string {
  return RUNS.test(text) ? `'${text}` : text
}
