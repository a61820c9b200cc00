// A course with a quiz in it, and what people do with it.
import { coursesService } from '@lectern/courses/contract';
import { enrollmentContract } from '@lectern/enrollment/contract';
import type { TestPerson, TestSchool } from '@lectern/server/testing';
import { assessmentContract, assessmentService, type Quiz } from '../src/contract.ts';

const { begin, answer, submit } = assessmentContract.operations;

/** One question of every type; a word in capitals is in no solution. */
export const sample: Quiz = {
  pass: 70,
  attempts: null,
  shuffle: false,
  answers: 'end',
  questions: [
    {
      id: 'median',
      type: 'single',
      prompt: 'What is a **median**?',
      points: 1,
      body: {
        choices: [
          { text: 'The mean', right: false },
          { text: 'The middle', right: true },
        ],
      },
      explanation: 'SECRET-EXPLANATION',
    },
    {
      id: 'primes',
      type: 'multiple',
      prompt: 'Which are prime?',
      points: 2,
      body: {
        choices: [
          { text: '2', right: true },
          { text: '4', right: false },
          { text: '5', right: true },
        ],
      },
    },
    { id: 'paris', type: 'true-false', prompt: 'Paris is a capital.', points: 1, body: { right: true } },
    {
      id: 'pi',
      type: 'short-text',
      prompt: 'Name pi.',
      points: 1,
      body: { accepted: ['SECRET-ANSWER', '3.14 ± 0.01'] },
    },
  ],
};
export const rightAnswers: Readonly<Record<string, unknown>> = { median: 1, primes: [0, 2], paris: true, pi: '3,14' };

export interface QuizCourse {
  readonly marta: TestPerson;
  readonly courseId: string;
  readonly sectionId: string;
  readonly lessonId: string;
  /** Beside the quiz there is a lesson of text. */
  readonly textId: string;
}
export async function quizCourse(school: TestSchool, quiz: Partial<Quiz> = {}, title = 'Tides'): Promise<QuizCourse> {
  const marta = await school.person('instructor', 'Marta');
  const [courses, assessment] = [school.service(coursesService), school.service(assessmentService)];
  return school.inside(() =>
    school.server.database.unit(async () => {
      const { id: courseId } = await courses.create({ title }, marta.id);
      const sectionId = await courses.addSection(courseId, { title: 'One' });
      const textId = await courses.addLesson(sectionId, { title: 'High water' });
      const lessonId = await courses.addLesson(sectionId, { title: 'Check yourself', kind: 'quiz' });
      await assessment.write(lessonId, { ...sample, ...quiz });
      await courses.publish(courseId);
      return { marta, courseId, sectionId, lessonId, textId };
    }),
  );
}

export async function learner(school: TestSchool, name: string, ...courses: QuizCourse[]): Promise<TestPerson> {
  const person = await school.person('learner', name);
  for (const { courseId } of courses) await person.call(enrollmentContract.operations.enroll, { courseId });
  return person;
}

/** Begins, answers and hands in. @returns the number of the attempt */
export async function take(
  school: TestSchool,
  person: TestPerson,
  { lessonId }: QuizCourse,
  answers: Readonly<Record<string, unknown>> = rightAnswers,
): Promise<number> {
  const { attempt } = await person.call(begin, { lessonId });
  for (const [questionId, given] of Object.entries(answers))
    await person.call(answer, { lessonId, attempt, questionId, answer: given });
  await person.call(submit, { lessonId, attempt });
  await school.deliver();
  return attempt;
}

/** What a change would answer and emit, as anybody may ask. */
export async function previewed(person: TestPerson, method: string, path: string, body: object = {}): Promise<string> {
  const answered = await person.fetch(`/api/assessment/lessons/${path}`, {
    method,
    headers: { 'lectern-preview': 'true', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return answered.text();
}
