import { contentService } from '@lectern/content/contract';
import { coursesService, lessonKindSlot, lessonRemoved } from '@lectern/courses/contract';
import { enrollmentService } from '@lectern/enrollment/contract';
import { definePlugin, fill, on, personPartSlot } from '@lectern/kit';
import { mediaService, mediaUsage } from '@lectern/media/contract';
import { progressService } from '@lectern/progress/contract';
import { assessmentContract, questionTypeSlot, quizHandedIn } from './contract.ts';
import { assessmentHandlers } from './handlers.ts';
import { builtIn } from './questions/built-in.ts';
import { seedQuizzes } from './seed.ts';
import { createAssessment } from './service.ts';
import { quizAnswers, quizAttempts, quizVersions } from './tables.ts';

export const assessmentPlugin = definePlugin({
  contract: assessmentContract,
  needs: {
    courses: coursesService,
    content: contentService,
    media: mediaService,
    enrollment: enrollmentService,
    progress: progressService,
  },
  tables: [quizVersions, quizAttempts, quizAnswers],
  migrations: new URL('../migrations/', import.meta.url),
  service: createAssessment,
  handlers: assessmentHandlers,
  // A course that is removed says so of each of its lessons.
  reactions: (assessment) => [
    on(quizHandedIn, ({ userId, lessonId, attempt }) => assessment.grade(userId, lessonId, attempt)),
    on(lessonRemoved, ({ lessonId }) => assessment.forgetLesson(lessonId)),
  ],
  fills: (assessment) => [
    fill(lessonKindSlot, { kind: 'quiz', completes: 'itself' }),
    fill(personPartSlot, { merging: assessment.merging }),
    fill(mediaUsage, { usedBy: assessment.usedBy }),
    ...builtIn.map((type) => fill(questionTypeSlot, type)),
  ],
  seed: seedQuizzes,
});
