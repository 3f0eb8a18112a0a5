// Pieces of honest comments, by kind. Each function makes one.
const FIRST = ['Ana', 'Ben', 'Carla', 'Dmitri', 'Elena', 'Fadumo', 'Greta',
  'Hodan', 'Ingrid', 'Jamal', 'Kou', 'Lars', 'Mai', 'Nora', 'Omar', 'Pa',
  'Rosa', 'Sam', 'Tou', 'Ulla', 'Vang', 'Wendy', 'Xia', 'Yusuf', 'Zoë',
  'José', 'Kevin', 'Steve', 'Mia', 'Robert', 'Marisol', 'Abdi', 'Kirsten', 'Walter', 'Ruth', 'Dale'];
const LAST = ['Lund', 'Berg', 'Xiong', 'Hassan', 'Ruiz', 'Olson', 'Carlson',
  'Yang', 'Ali', 'Peterson', 'Larsen', 'Smith', 'Brown', 'Garcia', 'Moua', 'Torres', 'Kowalski',
  'Whitefeather', 'Nguyen'];
const MAIL = ['example.org', 'example.com', 'example.net', 'lakes.example',
  'north.example', 'mail.example', 'inbox.example', 'school.example'];
const PLACES = ['Duluth', 'Bemidji', 'St. Cloud', 'Mankato', 'Rochester',
  'Hibbing', 'Moorhead', 'Grand Marais', 'Minneapolis', 'St. Paul', 'Winona',
  'Brainerd', 'Ely', 'Red Wing', 'Willmar', 'Cloquet'];
const COUNTIES = ['Cook County', 'St. Louis County', 'Hennepin County',
  'Carlton County', 'Itasca County', 'Lake County', 'Ramsey County'];
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Saturday'];

const person = (d, more = {}) => {
  const first = d.one(FIRST), last = d.one(LAST);
  return { name: d.chance(60) ? `${first} ${last}` :
    d.chance(60) ? first : `${first} ${last[0]}.`,
  email: `${first.toLowerCase().normalize('NFD').replace(/[^a-z]/g, '')}.` +
    `${last.toLowerCase()}${d.chance(30) ? d.number(1, 99) : ''}@${d.one(MAIL)}`,
  ...more };
};

const child = (d) => d.one(['my son', 'my daughter', 'our grandson',
  'my niece', 'our foster son', 'the boy next door', 'my nephew',
  'our oldest', 'my granddaughter', 'my younger brother']);
const age = (d) => d.number(8, 17);
const join = (d, list, count) => d.some(list, count)
  .join(d.one([' ', ' ', ' ', '\n\n']));

export const honest = {
  thanks: (d) => ({ ...person(d), body: join(d, [
    `Thank you for this list. I found a program in ${d.one(PLACES)} in five minutes.`,
    'Thanks to everyone who answered my questions last week.',
    `Miigwech for the work you do in ${d.one(COUNTIES)}.`,
    'This page is just what our family needed.',
    'Thank you for saying plainly how long the wait is.',
    'The person on the phone was patient and kind.',
    'I shared the address with our parent group.',
    'It means a lot that somebody answers.',
    `We are grateful to the mentors who drive out to ${d.one(PLACES)} each week.`,
    'Keep going, this matters.',
    'You made my day.',
    'Thank you, thank you.'], d.number(1, 3)) }),

  short: (d) => ({ ...person(d), body: d.one([
    `Is this still open in ${d.one(PLACES)}?`, `See you on ${d.one(DAYS)}.`,
    `Thank you, ${d.one(FIRST)}!`, `Count me in for ${d.one(DAYS)}.`,
    `I would like that too, in ${d.one(PLACES)}.`,
    `Yes, ${d.one(DAYS)} works for us.`, `Same question here, for ${d.one(COUNTIES)}.`,
    `Any news for ${d.one(PLACES)}?`, `We loved it. ${d.one(FIRST)} did well.`,
    `How old must a mentor be in ${d.one(COUNTIES)}?`,
    `I agree with ${d.one(FIRST)}.`, `Good to know, ${d.one(FIRST)}.`,
    `${d.one(PLACES)} needs this.`, `Great news for ${d.one(COUNTIES)}!`,
    `Does it cost anything? We are in ${d.one(PLACES)}.`]) }),

  'parents ask': (d) => ({ ...person(d), body: join(d, [
    `Is there room for a ${age(d)}-year-old from ${d.one(PLACES)} this fall?`,
    `${child(d)} is ${age(d)} and shy. Would a group be better than one to one?`
      .replace(/^./, (c) => c.toUpperCase()),
    'How do you choose which mentor fits which young person?',
    'Do parents meet the mentor first?',
    'What happens when a mentor moves away?',
    'Are background checks done every year or only once?',
    'We have no car. Can they meet at the library?',
    `We have waited ${d.number(2, 14)} months. Is there another program nearby?`,
    'Can brothers be in the same program?',
    'Is there somebody who speaks Somali or Hmong?',
    'My boy uses a wheelchair. Is the building accessible?',
    `Would ${d.one(DAYS)} after school be possible?`,
    'Does it cost anything for families?',
    'How long does a match last?',
    'He loves fishing and building things.',
    'She reads everything and would like to write.'], d.number(1, 4)) }),

  'parents tell': (d) => ({ ...person(d), body: join(d, [
    `${child(d)} started in ${d.one(['September', 'January', 'March', 'June'])} ` +
      'and talks about nothing else.',
    'They built a birdhouse together and it hangs outside our kitchen.',
    'His grades went up, but what I see is that he laughs again.',
    `She is ${age(d)} now and wants to be a mentor herself.`,
    'The first three months were slow, and then something clicked.',
    'They go to the rink, the library, sometimes they only walk the dog.',
    'Her mentor came to the school play and sat in the first row.',
    'He learned to cook wild rice soup.',
    'I was nervous about a stranger, so we met at the park first.',
    'After his dad left he had nobody to talk to about cars.',
    'It was worth the wait.',
    'We still get a card every year.',
    'The coordinator calls me once a month to ask how it goes.',
    `We drove forty minutes to ${d.one(PLACES)} and did not mind.`,
    'I only wish that there were more of them up here.'], d.number(2, 6)) }),

  mentors: (d) => ({ ...person(d), body: join(d, [
    `I have been a mentor for ${d.number(1, 25)} years.`,
    `We meet every ${d.one(DAYS)} for two hours.`,
    'At first I thought that I had nothing to offer.',
    'You do not have to be an expert, you have to show up.',
    'My mentee taught me more about music than I taught him about math.',
    'The training was short and useful.',
    'I missed two weeks because of work and he was angry, and he was right.',
    'We fixed a bicycle, then another, and now half the block brings theirs.',
    'She was accepted at the community college last month.',
    'The hard part is the end. Talk about it early.',
    `I retired from the mine in ${d.one(PLACES)} and had time.`,
    'Nobody told me how much fun it is.',
    'If you can spare an hour a week, do it.',
    'My company lets me leave early for it.',
    'Paddling is the best way to get a teenager to talk.',
    'We lost touch for a year and then he called me.'], d.number(2, 6)) }),

  'want to be a mentor': (d) => ({ ...person(d), body: join(d, [
    `I am ${d.number(19, 74)} and live in ${d.one(PLACES)}. How do I begin?`,
    'Is a driving licence needed?',
    'I work shifts, so my days change. Is that a problem?',
    'Could my wife and I do it together?',
    'I had a mentor when I was young and would like to give that back.',
    'How many hours a month do you expect?',
    'I only have evenings.',
    'Do you take college students who leave in the summer?',
    'I filled in the form two weeks ago and have heard nothing.',
    'What does the training cover?',
    'I speak Spanish and some Hmong.',
    'I have an old record from 1998. Do I need to ask at all?',
    'Which programs need men? I read that boys wait longer.',
    'I can teach chess, welding and how to lose at cribbage.'],
  d.number(1, 4)) }),

  'program staff': (d) => ({ ...person(d), body: join(d, [
    `We run a small program in ${d.one(PLACES)} with ${d.number(8, 60)} matches.`,
    'Our listing still shows the old hours. Could somebody correct it?',
    `Since the survey we lost ${d.number(2, 9)} mentors and found ${d.number(3, 15)}.`,
    'The waiting list for boys is a year; for girls it is five weeks.',
    'We changed our minimum age for mentors from 21 to 18.',
    'Funding for transport ends in June and we do not know what comes after.',
    'The quality review helped us to write down how we close a match.',
    'We would share our training slides with any program that asks.',
    'Screening takes us six weeks because the county is slow.',
    'Please count us among those who serve Carlton County too.',
    'Our board asks what the badge means; is there one page to send them?',
    'We moved into the old school building.',
    'A grant paid for two coordinators, and that changed everything.',
    'Can you tell us who measures the hours?'], d.number(2, 5)) }),

  complaints: (d) => ({ ...person(d), body: join(d, [
    'I called four times and nobody called back.',
    `The page says that they need mentors, but ${d.one(PLACES)} told me they are full.`,
    'This listing is two years old. Please check it.',
    'My son waited for fourteen months and then was too old.',
    'I do not think it is right to promise a match and then cancel by email.',
    'The mentor did not come three times and no one explained why.',
    'Why is there nothing north of Two Harbors?',
    'The form asks for my employer. Why do you need that?',
    'I was disappointed by how the program ended it.',
    'Your figures for 2012 and 2016 do not use the same survey, so do not ' +
      'compare them.',
    'It is a shame that rural counties come last again.',
    'Nobody should have to fill in nine pages to volunteer.',
    'I am angry, but I still think that the idea is good.',
    'Please say on the page when you stop taking new families.'],
  d.number(1, 4)) }),

  'about the plan': (d) => ({ ...person(d), body: join(d, [
    'I read the plan for 2014–2016 and wonder what was done about quality.',
    'More than 300 programs is a lot, but how many answer the phone?',
    'A quarter of a million young people: where does that estimate come from?',
    `What does "multi-state region" mean for ${d.one(['Fargo', 'Superior', 'Sioux Falls', 'Hudson'])}?`,
    'Thank you for showing the figures that went down, too.',
    'Which measure tells us whether matches last?',
    'I would like to see waiting times by county.',
    '29 % of boys wait a year or more. That number should be on every wall.',
    'Is the 2.72 for every dollar from the study of 2007? It is old by now.',
    'Could the dashboard show what each program spends per match?',
    'The target is missing for mentors. Was there never one?',
    'Policy work is slow; I am glad that somebody does it.',
    'Did the network shrink because programs closed or because fewer answered?'],
  d.number(1, 4)) }),

  'young people': (d) => ({ ...person(d), body: join(d, [
    `im ${age(d)} and want a mentor who likes drawing`,
    'can i sign up without my parents knowing?',
    'my mentor got me into skating lol',
    'do you have anything for gaming or coding',
    'I was a mentee for six years. Ask me anything.',
    'He came to every game. Every one.',
    'she helped me write my college letter and i got in!!',
    'what if we dont get along',
    'i dont have a ride on weekends',
    'Honestly I did not think anybody would stay.',
    'best thing that happened to me in middle school',
    'is it weird to ask for somebody who is also Ojibwe?',
    'my aunt told me about this page',
    'nobody at my school knows about it'], d.number(1, 3)) }),

  'with a link': (d) => ({ ...person(d), body: join(d, [
    `Our training dates are at https://www.${d.one(['kinship', 'northmentors',
      'lakeschools', 'youthhub'])}.example/training if that helps anybody.`,
    `The study you quote is here: https://library.example.org/study/${d.number(10, 99)}`,
    `See also ${d.one(['https://county.example.org/youth', 'www.mentor.example',
      'https://lakes.example/rides'])} for rides.`,
    `The school posted the schedule on https://school.example/${d.one(['calendar',
      'news', 'after-school'])}.`], 1) + ' ' + join(d, [
    'They answer within a few days.', 'It is free for families.',
    'I hope that it helps.', 'Please add it to the listing.',
    `We meet in ${d.one(PLACES)}.`, 'The link on your page is broken, this one works.',
    'Ask for the coordinator.', 'It was updated last week.'], d.number(1, 3)) }),

  'with a website': (d) => ({ ...person(d),
    website: `https://${d.one(['kinship', 'northmentors', 'lakeschools', 'church',
      'library', 'scouts'])}.example.org/`, body: join(d, [
      `We opened a second site in ${d.one(PLACES)}.`,
      'Our mentors meet young people at the library.',
      `From next month we serve ${d.one(COUNTIES)} as well.`,
      'We are looking for ten adults who like to read.',
      'Please come to our open house, there is coffee.',
      'Our faith group hosts one evening a week.',
      'Ages 8 to 18 are welcome.',
      'We answer every message within two days.'], d.number(2, 4)) }),

  shouting: (d) => ({ ...person(d), body: join(d, [
    `THIS PROGRAM CHANGED ${d.one(['MY SON', 'OUR DAUGHTER', 'MY NEPHEW'])}!!! THANK YOU!!!`,
    'PLEASE BRING THIS TO GREATER MINNESOTA!',
    `WHY IS THERE NOTHING IN ${d.one(PLACES).toUpperCase()}???`,
    'WE NEED MORE MENTORS. THE WAIT IS TOO LONG.',
    'SO PROUD OF ALL OF YOU!!!',
    `I CALLED ON ${d.one(DAYS).toUpperCase()} AND NOBODY ANSWERED.`,
    'sorry for the capitals, my keyboard is broken'], d.number(1, 3)) }),

  spanish: (d) => ({ ...person(d), body: join(d, [
    'Muchas gracias por la información.',
    `¿Hay mentores que hablen español en ${d.one(PLACES)}?`,
    `Mi hijo tiene ${age(d)} años y le gusta el fútbol.`,
    'Estamos muy contentos con el programa.',
    '¿Cuánto tiempo hay que esperar?',
    'Mi hija ya no es tan tímida desde que conoce a su mentora.',
    'Quisiera ser mentor, pero trabajo por las noches.',
    '¿Los padres pueden conocer primero a la persona?',
    'Llamé dos veces y nadie me contestó en español.',
    'Vivimos lejos y no tenemos carro.',
    'Que Dios los bendiga por ayudar a nuestros jóvenes.',
    '¿Es gratis para las familias?',
    'Nos gustaría que hubiera más mentores en el norte.'], d.number(1, 4)) }),

  teachers: (d) => ({ ...person(d), body: join(d, [
    `I teach ${d.one(['fifth', 'sixth', 'eighth', 'ninth'])} grade and see who has a mentor.`,
    'Two of my students meet theirs in the lunch room.',
    'They come to class with more patience.',
    'Could a mentor sit in on the reading group?',
    'Our counselor would like ten flyers.',
    'Attendance is better on mentor days, we counted.',
    'The school board voted to let programs use the gym.',
    'I retired in June and miss them, so I signed up.',
    'Some of our families are afraid of forms. Is there help with that?',
    'A quiet corner and the same adult every week: that is the whole secret.',
    'We would gladly be a site again next year.'], d.number(2, 5)) }),

  'answers to others': (d) => ({ ...person(d), body: join(d, [
    `${d.one(FIRST)}, we asked the same and they said about three months.`,
    `I disagree with ${d.one(FIRST)}; the training was not too long for me.`,
    'That was our experience too.',
    'Have you tried the group program? It has no waiting list.',
    'You can ask to meet the mentor before you say yes.',
    'They do check every year, I work there.',
    `In ${d.one(COUNTIES)} the bus is free for young people.`,
    'Congratulations to her!',
    'I am sorry to hear that. Call the coordinator, not the main desk.',
    'Our family had luck on the second try.',
    'No, it is free.',
    'Try again in January, many matches end at the new year.'],
  d.number(1, 3)) }),

  donors: (d) => ({ ...person(d), body: join(d, [
    `Our lodge in ${d.one(PLACES)} would like to give $${d.number(1, 9)}00 for transport.`,
    'Where does the money go, and who decides?',
    'We can offer two tickets for each match to the children’s theater.',
    'Is a gift to the partnership shared with the programs?',
    'Our company matches what employees give.',
    'I have four kayaks that nobody uses.',
    'Please send me the yearly report.',
    'My late husband was a mentor for thirty years; we would like to give in ' +
      'his name.',
    'We collected winter coats, whom do we ask?',
    'A small bakery cannot give money, but bread we have.'],
  d.number(1, 3)) }),

  questions: (d) => ({ ...person(d), body: join(d, [
    'What is the difference between a team and a group here?',
    'Does online mentoring count for school credit?',
    `Are there programs in ${d.one(PLACES)} for kids in foster care?`,
    'Who looks after the mentors?',
    'How do I correct a listing that is not mine?',
    'Is it possible to visit before we decide?',
    'Do you work with the tribal colleges?',
    'What does "expert partner" mean?',
    'Which of these programs take young people with autism?',
    `Is the picnic on ${d.one(DAYS)} still on if it rains?`,
    'Can a mentor be from another county?',
    'When will the new figures be out?',
    'Do you have the list in large print?'], d.number(1, 3)) }),

  long: (d) => ({ ...person(d), body: d.some([
    `When we moved to ${d.one(PLACES)} ${child(d)} knew nobody. For weeks there ` +
      'was only the television. A neighbor told us about the program at the ' +
      'community center, and we filled in the papers without much hope.',
    'The interview took an hour. They asked what he likes, what makes him ' +
      'angry, what he does when it rains. Nobody had asked him that before.',
    'His mentor is a retired electrician. They have rewired an old radio, ' +
      'failed at sourdough and read the same book twice.',
    'Not everything was easy. In the second winter the car broke down and ' +
      'they could not meet for a month. They wrote postcards instead, and I ' +
      'found them all in his drawer.',
    'I write this for parents who hesitate: go and look, ask every question, ' +
      'and trust your own eyes. You can stop at any time.',
    'What I would change is the waiting. A year is very long when you are ' +
      'ten. If you who read this have an hour a week, you are the missing part.',
    'He is taller than I am now. Last Sunday he said that he would like to ' +
      'do the same for somebody when he is twenty-one.',
    'As somebody who has worked in schools for three decades I have seen many ' +
      'projects come and go. Those that stayed had two things: one person who ' +
      'was paid to hold it together, and adults who came back.',
    'Numbers matter, and I like that this site shows them with their sources. ' +
      'But the number that I would like to see is how many are still in touch ' +
      'ten years later.'], d.number(2, 6)).join('\n\n') }),

  'tips and news': (d) => ({ ...person(d), body: join(d, [
    `The library in ${d.one(PLACES)} lends snowshoes for free.`,
    'Bring a deck of cards. It breaks the ice.',
    `There is a training on ${d.one(DAYS)}, ${d.number(1, 28)} ` +
      `${d.one(['May', 'June', 'October', 'February'])}, from 5:30 to 8 p.m.`,
    'The museum lets mentors in free with their match.',
    'Ask about bus passes.',
    'Do not start with questions. Start with something to do.',
    'The ski club has boots in all sizes.',
    'The picnic raised enough for the summer camp.',
    'Our star party was cloudy, so we told stories.',
    'The hockey team read to third graders last week.',
    'We planted forty trees and ate forty hot dogs.'], d.number(1, 3)) }),

  'click, free, offer': (d) => ({ ...person(d), body: join(d, [
    'I cannot click the button on my phone, it is too small.',
    'Is the free bus offer still good for families?',
    'The best online mentoring I know is the one by our county.',
    'My cousin won the lottery of life with that mentor, as he says.',
    'We played poker for matches, sticks of wood, not money.',
    'How do I order the printed guide? The website shows no price.',
    'My account says that the password is wrong. Who can help?',
    'Our credit union gives every match a savings account with $25 in it.',
    'The bonus of living up here is the sky.',
    'He sells his old watches to pay for camp.',
    'The doctor said that having somebody to talk to was better than pills.',
    'We watched the game live at the rink and lost, as always.',
    'I traded my essay for her drawing.'], d.number(1, 3)) }),
};
