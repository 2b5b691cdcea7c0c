import { classNames } from './class-names'

export type ButtonLook = {
  /** `primary` once a page; `secondary` for the rest; `ghost` inside bars and rows; `danger` for what cannot be undone. */
  variant?: 'primary' | 'secondary' | 'ghost' | 'danger'
  /** `icon` is a square for an icon alone. */
  size?: 'sm' | 'md' | 'icon'
}

const VARIANT = {
  primary: 'bg-accent text-on-accent border-transparent hover:bg-accent-strong',
  secondary: 'bg-surface text-ink border-line-strong hover:bg-hover',
  ghost: 'bg-transparent text-ink-soft border-transparent hover:bg-hover hover:text-ink',
  danger: 'tone-red bg-tone-fill text-tone-ink border-tone-line hover:border-tone-ink',
}

const SIZE = { sm: 'h-7 px-2 text-sm gap-1', md: 'h-9 px-3 text-base gap-2', icon: 'size-9' }

/** The look that buttons and links-as-buttons share. */
export function buttonClasses({ variant = 'secondary', size = 'md' }: ButtonLook, extra?: string): string {
  return classNames(
    'inline-flex shrink-0 items-center justify-center rounded-md border font-medium whitespace-nowrap',
    'transition-colors duration-100 [&_svg]:shrink-0 disabled:opacity-60 aria-disabled:opacity-60',
    VARIANT[variant],
    SIZE[size],
    extra,
  )
}
