; Miss Manners, as rules/manners/manners.lua.
(deftemplate context (slot state))
(deftemplate count (slot c))
(deftemplate last_seat (slot seat))
(deftemplate guest (slot name) (slot sex) (slot hobby))
(deftemplate seating (slot id) (slot pid) (slot seat1) (slot name1) (slot name2) (slot seat2) (slot path_done))
(deftemplate path (slot id) (slot name) (slot seat))
(deftemplate chosen (slot id) (slot name) (slot hobby))

(defrule assign_first_seat
  ?f1 <- (context (state start))
  (guest (name ?n))
  ?f3 <- (count (c ?c))
  =>
  (assert (seating (seat1 1) (name1 ?n) (name2 ?n) (seat2 1) (id ?c) (pid 0) (path_done TRUE)))
  (assert (path (id ?c) (name ?n) (seat 1)))
  (modify ?f3 (c (+ ?c 1)))
  (modify ?f1 (state assign)))

(defrule find_seating
  ?f1 <- (context (state assign))
  (seating (seat2 ?seat) (name2 ?left) (id ?id) (path_done TRUE))
  (guest (name ?left) (sex ?sex) (hobby ?hobby))
  (guest (name ?right) (sex ~?sex) (hobby ?hobby))
  ?f5 <- (count (c ?c))
  (not (path (id ?id) (name ?right)))
  (not (chosen (id ?id) (name ?right) (hobby ?hobby)))
  =>
  (assert (seating (seat1 ?seat) (name1 ?left) (name2 ?right) (seat2 (+ ?seat 1)) (id ?c) (pid ?id) (path_done FALSE)))
  (assert (path (id ?c) (name ?right) (seat (+ ?seat 1))))
  (assert (chosen (id ?id) (name ?right) (hobby ?hobby)))
  (modify ?f5 (c (+ ?c 1)))
  (modify ?f1 (state path)))

(defrule make_path
  (context (state path))
  (seating (id ?id) (pid ?pid) (path_done FALSE))
  (path (id ?pid) (name ?name) (seat ?seat))
  (not (path (id ?id) (name ?name)))
  =>
  (assert (path (id ?id) (name ?name) (seat ?seat))))

(defrule path_done
  ?f1 <- (context (state path))
  ?f2 <- (seating (path_done FALSE))
  =>
  (modify ?f2 (path_done TRUE))
  (modify ?f1 (state check)))

(defrule are_we_done
  ?f1 <- (context (state check))
  (last_seat (seat ?seat))
  (seating (seat2 ?seat))
  =>
  (modify ?f1 (state print)))

(defrule continue
  ?f1 <- (context (state check))
  =>
  (modify ?f1 (state assign)))

(defrule print_results
  (context (state print))
  (seating (id ?id) (seat2 ?seat))
  (last_seat (seat ?seat))
  ?f4 <- (path (id ?id))
  =>
  (retract ?f4))

(defrule all_done
  (context (state print))
  =>
  (halt))
