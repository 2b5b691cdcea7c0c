export const LANGUAGE_COOKIE = 'desk_language'
export const THEME_COOKIE = 'desk_theme'
