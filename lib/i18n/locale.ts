export const LOCALES = ['fr', 'en'] as const
export type DeskLocale = (typeof LOCALES)[number]
export const DEFAULT_LOCALE: DeskLocale = 'fr'

export function isLocale(value: unknown): value is DeskLocale {
  return value === 'fr' || value === 'en'
}

/** The first of our languages that the browser asks for (RFC 9110 §12.5.4: by weight, then by order), or French. */
export function localeFromAcceptLanguage(header: string | null | undefined): DeskLocale {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
      const weight = parameters.find((parameter) => parameter.trim().startsWith('q='))
      return { language: tag.split('-')[0], weight: weight ? Number(weight.trim().slice(2)) : 1 }
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
  return wanted.map(({ language }) => language).find(isLocale) ?? DEFAULT_LOCALE
}
