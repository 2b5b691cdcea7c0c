import { Check, Columns3 } from 'lucide-react'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { buttonClasses } from '@/app/_ui/button-classes'
import { colsParam } from './list-columns'
import { changed, type ListView } from './list-view'

const MENU_ID = 'list-columns'

/** Which columns are visible: links in the browser's own popover (Escape and a click elsewhere close it). */
export async function ColumnsMenu({ view }: { view: ListView }) {
  const t = await getTranslations('enrollments')
  const { available, columns } = view
  const toggled = (column: (typeof available)[number]) =>
    available.filter((other) => (other === column) !== columns.includes(other))
  return (
    <div className="max-md:hidden">
      <button
        type="button"
        popoverTarget={MENU_ID}
        className={buttonClasses({}, '[anchor-name:--list-columns]')}
      >
        <Columns3 size={16} aria-hidden />
        {t('columns.button')}
      </button>
      <div
        id={MENU_ID}
        popover="auto"
        className="m-auto min-w-52 rounded-md border border-line-strong bg-surface p-1 text-ink shadow-lg [position-anchor:--list-columns] supports-[position-area:bottom]:mx-0 supports-[position-area:bottom]:my-1 [position-area:bottom_span-left]"
      >
        <ul aria-label={t('columns.button')}>
          {available
            .filter((column) => column !== 'status')
            .map((column) => {
              const visible = columns.includes(column)
              const name = t(`column.${column}`)
              return (
                <li key={column}>
                  <Link
                    href={changed(view, { cols: colsParam(toggled(column), available) })}
                    replace
                    scroll={false}
                    prefetch={false}
                    aria-label={t(visible ? 'columns.hide' : 'columns.show', { column: name })}
                    className="flex min-h-8 items-center gap-2 rounded-sm px-2 hover:bg-hover"
                  >
                    <span className="flex size-4 items-center justify-center">
                      {visible && <Check size={14} aria-hidden />}
                    </span>
                    {name}
                  </Link>
                </li>
              )
            })}
        </ul>
      </div>
    </div>
  )
}
