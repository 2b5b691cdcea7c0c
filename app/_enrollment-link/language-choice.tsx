import { useTranslations } from 'next-intl'

const LANGUAGES = ['fr', 'en'] as const

/** The language of the journey: two radio buttons that look like one switch. */
export function LanguageChoice({
  legend,
  name,
  value,
  onChange,
}: {
  legend: string
  name: string
  value: 'fr' | 'en'
  onChange: (language: 'fr' | 'en') => void
}) {
  const t = useTranslations('common.languages')
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-medium">{legend}</legend>
      <div className="inline-flex rounded-md border border-line-control bg-surface p-0.5">
        {LANGUAGES.map((language) => (
          <label
            key={language}
            className="flex h-8 cursor-pointer items-center rounded-sm px-3 text-ink-soft has-checked:bg-accent-fill has-checked:font-medium has-checked:text-accent-ink has-focus-visible:outline-2 has-focus-visible:outline-focus"
          >
            <input
              type="radio"
              name={name}
              value={language}
              checked={value === language}
              onChange={() => onChange(language)}
              className="sr-only"
            />
            <span lang={language}>{t(language)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
