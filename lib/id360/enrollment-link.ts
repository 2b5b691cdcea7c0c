/**
 * The address a person opens to do the journey. The api_key *is* the link: treat the result as a secret.
 * `lang` must stand at the very end, after the fragment. [client, wiki]
 *
 * @param baseUrl origin of ID360 as a browser sees it, with or without a trailing slash
 * @param apiKey `api_key` of the enrollment
 * @param language ISO 639-1 code: `fr`, `en`
 */
export function enrollmentLink(baseUrl: string, apiKey: string, language: string): string {
  const base = baseUrl.replace(/\/+$/, '')
  const key = encodeURIComponent(apiKey)
  return `${base}/static/process_ui/index.html#/enrollment/${key}?lang=${encodeURIComponent(language)}`
}
