// All that a screen imports.
export { Avatar, type AvatarProps, Person } from './components/avatar.tsx';
export { Badge, Status, type Tone } from './components/badge.tsx';
export { Button, ButtonLink, type ButtonLinkProps, type ButtonProps } from './components/button.tsx';
export { ByCommand, type ByCommandProps } from './components/by-command.tsx';
export { Callout, type CalloutProps } from './components/callout.tsx';
export { Check, type CheckProps, Switch } from './components/check.tsx';
export { type ChoiceOption, Choices, type OneOfProps, type SomeOfProps } from './components/choice.tsx';
export { classes } from './components/classes.ts';
export { Collection, type CollectionProps } from './components/collection.tsx';
export { CourseCard, type CourseCardProps } from './components/course-card.tsx';
export { Cover, type CoverProps } from './components/cover.tsx';
export { type Crumb, Crumbs } from './components/crumbs.tsx';
export { Confirm, type ConfirmProps, Dialog, type DialogProps } from './components/dialog.tsx';
export type { DroppedFile } from './components/dropped-files.ts';
export { Dropzone, type DropzoneProps } from './components/dropzone.tsx';
export { Empty, type EmptyProps } from './components/empty.tsx';
export { type ControlProps, Field, type FieldProps } from './components/field.tsx';
export { ForeEdge, type Leaf } from './components/fore-edge.tsx';
export { Form, type FormProps } from './components/form.tsx';
export { Menu, type MenuItem, type MenuProps } from './components/menu.tsx';
export { More, type MoreProps } from './components/more.tsx';
export { PageHead, type PageHeadProps } from './components/page-head.tsx';
export { Problem, type ProblemProps } from './components/problem.tsx';
export { ProgressBar, type ProgressProps, Ring } from './components/progress.tsx';
export { Ribbon } from './components/ribbon.tsx';
export { Section, type SectionProps } from './components/section.tsx';
export { Segmented, type SegmentedProps } from './components/segmented.tsx';
export { Loading, Skeleton, type SkeletonProps } from './components/skeleton.tsx';
export { type Column, type Order, Table, type TableProps } from './components/table.tsx';
export { type Tab, TabLinks, Tabs, type TabsProps } from './components/tabs.tsx';
export { Select, type SelectProps, TextArea, TextField, type TextFieldProps } from './components/text-field.tsx';
export { Time, type TimeProps } from './components/time.tsx';
export { type Toast, Toasts, toast } from './components/toast.tsx';
export { Toc, type TocLesson, type TocPart } from './components/toc.tsx';
export { type CoverOptions, coverSvg, type PaperOptions, paperSvg } from './covers.ts';
export { announce } from './hooks/announce.ts';
export { type KeyBinding, useKeys } from './hooks/keys.ts';
export {
  type Action,
  attempt,
  makeAction,
  makeTurns,
  type Outcome,
  type Turns,
  useAction,
  useTurns,
} from './hooks/use-action.ts';
export { type Live, makeLive, useData } from './hooks/use-data.ts';
export { type LiveList, makeList, type Page, useList } from './hooks/use-list.ts';
export { useWhileSeen } from './hooks/use-while-seen.ts';
export { Icon, type IconProps } from './icons/icon.tsx';
export { Mark } from './icons/mark.tsx';
export type { IconName } from './icons/names.ts';
export {
  allMessages,
  type Catalogue,
  inLanguage,
  language,
  loadLanguage,
  type Message,
  messagesReady,
  type Plural,
  refused,
  registerMessages,
  speakLanguage,
  type Translate,
  type Translation,
} from './messages/catalogue.ts';
export { directionOf } from './messages/direction.ts';
export {
  type DateStyle,
  formatAgo,
  formatBytes,
  formatDate,
  formatDuration,
  formatList,
  formatMoney,
  formatNumber,
  formatPercent,
  formatTimecode,
} from './messages/format.ts';
export { t } from './messages/t.ts';
export { type ProblemDetails, problemFrom } from './problem.ts';
export type { ScreenClient } from './screens/client.ts';
export { ScreenContext, useScreen } from './screens/context.ts';
export { afresh, Elsewhere, go, goAfresh } from './screens/go.ts';
export { belowBase, setBase, to } from './screens/path.ts';
export { type Fill, FillsContext, fill, Place, type PlaceRef, place } from './screens/place.tsx';
export {
  assembleScreens,
  isOpenTo,
  type NavEntry,
  type ScreenRegistry,
  type WebPlugin,
  webPlugin,
} from './screens/registry.ts';
export {
  type Head,
  type LoadContext,
  type NavItem,
  type Params,
  type Screen,
  type ScreenDefinition,
  type ScreenProps,
  screen,
  type Viewer,
} from './screens/screen.ts';
export { Footer } from './shell/footer.tsx';
export { KeyList } from './shell/key-list.tsx';
export { LiveRegion } from './shell/live-region.tsx';
export type { NavLink } from './shell/nav.ts';
export { Rail, type RailGroup } from './shell/rail.tsx';
export { Shell, type ShellProps } from './shell/shell.tsx';
export { SkipLink } from './shell/skip-link.tsx';
export { Tabbar } from './shell/tabbar.tsx';
export { ThemeControl } from './shell/theme-control.tsx';
export { Bell, type Logo, Nameplate, Searchbox, Topbar, type TopbarProps } from './shell/topbar.tsx';
export { recallTheme, setTheme, type Theme, theme } from './theme/theme.ts';
