export const PERSON_PAGE_PATH = '/static/process_ui/index.html'

/** The link for the person: the api_key in the hash, the language at the very end [client, wiki]. */
export function personPageUrl(publicUrl: string, apiKey: string, language = 'fr'): string {
  return `${publicUrl}${PERSON_PAGE_PATH}#/enrollment/${apiKey}?lang=${language}`
}
