import { useTranslations } from 'next-intl'

/** The desk's name with its mark; in a narrow container the mark alone is seen. */
export function ProductMark() {
  const t = useTranslations('common')
  return (
    <span className="flex min-w-0 items-center gap-2 font-semibold">
      <svg viewBox="0 0 32 32" aria-hidden="true" className="size-6 shrink-0">
        <rect width="32" height="32" rx="7" className="fill-accent" />
        <path
          d="M8 11a3 3 0 0 1 3-3h10a3 3 0 0 1 3 3v10a3 3 0 0 1-3 3H11a3 3 0 0 1-3-3z M12 16.5l3 3 5.5-6.5"
          className="fill-none stroke-on-accent stroke-2"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      <span className="truncate @max-[180px]:sr-only">{t('productName')}</span>
    </span>
  )
}
