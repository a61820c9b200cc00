export * from '@lectern/ui';
