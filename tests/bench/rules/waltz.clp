; Waltz, as rules/waltz/waltz.lua.
(deftemplate stage (slot at))
(deftemplate line (slot p1) (slot p2))
(deftemplate edge (slot p1) (slot p2) (slot joined (default FALSE)) (slot plotted (default FALSE)) (slot label (default none)))
(deftemplate junction (slot base) (slot p1) (slot p2) (slot p3) (slot type))

(deffunction turn (?b ?p ?q)
  (bind ?bx (div ?b 10000))
  (bind ?by (mod ?b 10000))
  (- (* (- (div ?p 10000) ?bx) (- (mod ?q 10000) ?by)) (* (- (mod ?p 10000) ?by) (- (div ?q 10000) ?bx))))

(deffunction is-shaft (?b ?s ?x ?y)
  (bind ?u (turn ?b ?s ?x))
  (bind ?v (turn ?b ?s ?y))
  (bind ?w (turn ?b ?x ?y))
  (or (and (> ?u 0) (< ?v 0) (< ?w 0)) (and (< ?u 0) (> ?v 0) (> ?w 0))))

(deffunction make-junction (?b ?p ?q ?r)
  (if (= (turn ?b ?p ?q) 0) then (assert (junction (base ?b) (type tee) (p1 ?p) (p2 ?r) (p3 ?q))) (return))
  (if (= (turn ?b ?q ?r) 0) then (assert (junction (base ?b) (type tee) (p1 ?q) (p2 ?p) (p3 ?r))) (return))
  (if (= (turn ?b ?p ?r) 0) then (assert (junction (base ?b) (type tee) (p1 ?p) (p2 ?q) (p3 ?r))) (return))
  (if (is-shaft ?b ?p ?q ?r) then (assert (junction (base ?b) (type arrow) (p1 ?q) (p2 ?p) (p3 ?r))) (return))
  (if (is-shaft ?b ?q ?p ?r) then (assert (junction (base ?b) (type arrow) (p1 ?p) (p2 ?q) (p3 ?r))) (return))
  (if (is-shaft ?b ?r ?p ?q) then (assert (junction (base ?b) (type arrow) (p1 ?p) (p2 ?r) (p3 ?q))) (return))
  (assert (junction (base ?b) (type fork) (p1 ?p) (p2 ?q) (p3 ?r))))

(defrule reverse_edges
  (stage (at reverse))
  ?f <- (line (p1 ?p) (p2 ?q))
  =>
  (assert (edge (p1 ?p) (p2 ?q)))
  (assert (edge (p1 ?q) (p2 ?p)))
  (retract ?f))

(defrule done_reversing (declare (salience -10)) ?f <- (stage (at reverse)) => (modify ?f (at detect)))

(defrule make_3_junction (declare (salience 10))
  (stage (at detect))
  ?f1 <- (edge (p1 ?b) (p2 ?p) (joined FALSE))
  ?f2 <- (edge (p1 ?b) (p2 ?q&:(> ?q ?p)) (joined FALSE))
  ?f3 <- (edge (p1 ?b) (p2 ?r&:(> ?r ?q)) (joined FALSE))
  =>
  (make-junction ?b ?p ?q ?r)
  (modify ?f1 (joined TRUE))
  (modify ?f2 (joined TRUE))
  (modify ?f3 (joined TRUE)))

(defrule make_L
  (stage (at detect))
  ?f1 <- (edge (p1 ?b) (p2 ?p) (joined FALSE))
  ?f2 <- (edge (p1 ?b) (p2 ?q&:(> ?q ?p)) (joined FALSE))
  =>
  (assert (junction (base ?b) (type L) (p1 ?p) (p2 ?q) (p3 0)))
  (modify ?f1 (joined TRUE))
  (modify ?f2 (joined TRUE)))

(defrule done_detecting (declare (salience -10)) ?f <- (stage (at detect)) => (modify ?f (at first)))

(defrule first_boundary_junction_L
  ?f <- (stage (at first))
  (junction (type L) (base ?b) (p1 ?p) (p2 ?q))
  ?e1 <- (edge (p1 ?b) (p2 ?p))
  ?e2 <- (edge (p1 ?b) (p2 ?q))
  (not (junction (base ?x&:(> ?x ?b))))
  =>
  (modify ?e1 (label boundary))
  (modify ?e2 (label boundary))
  (modify ?f (at second)))

(defrule first_boundary_junction_arrow
  ?f <- (stage (at first))
  (junction (type arrow) (base ?b) (p1 ?p) (p2 ?q) (p3 ?r))
  ?e1 <- (edge (p1 ?b) (p2 ?p))
  ?e2 <- (edge (p1 ?b) (p2 ?q))
  ?e3 <- (edge (p1 ?b) (p2 ?r))
  (not (junction (base ?x&:(> ?x ?b))))
  =>
  (modify ?e1 (label boundary))
  (modify ?e2 (label plus))
  (modify ?e3 (label boundary))
  (modify ?f (at second)))

(defrule second_boundary_junction_L
  ?f <- (stage (at second))
  (junction (type L) (base ?b) (p1 ?p) (p2 ?q))
  ?e1 <- (edge (p1 ?b) (p2 ?p))
  ?e2 <- (edge (p1 ?b) (p2 ?q))
  (not (junction (base ?x&:(< ?x ?b))))
  =>
  (modify ?e1 (label boundary))
  (modify ?e2 (label boundary))
  (modify ?f (at label)))

(defrule second_boundary_junction_arrow
  ?f <- (stage (at second))
  (junction (type arrow) (base ?b) (p1 ?p) (p2 ?q) (p3 ?r))
  ?e1 <- (edge (p1 ?b) (p2 ?p))
  ?e2 <- (edge (p1 ?b) (p2 ?q))
  ?e3 <- (edge (p1 ?b) (p2 ?r))
  (not (junction (base ?x&:(< ?x ?b))))
  =>
  (modify ?e1 (label boundary))
  (modify ?e2 (label plus))
  (modify ?e3 (label boundary))
  (modify ?f (at label)))

(defrule match_edge
  (stage (at label))
  ?e1 <- (edge (p1 ?p) (p2 ?q) (plotted FALSE) (label ?l&plus|minus|boundary))
  ?e2 <- (edge (p1 ?q) (p2 ?p) (label none))
  =>
  (modify ?e1 (plotted TRUE))
  (modify ?e2 (plotted TRUE) (label ?l)))

(defrule label_L
  (stage (at label))
  (junction (type L) (base ?b))
  (edge (p1 ?b) (p2 ?p) (label plus|minus))
  ?e <- (edge (p1 ?b) (p2 ~?p) (label none))
  =>
  (modify ?e (label boundary)))

(defrule label_tee_A
  (stage (at label))
  (junction (type tee) (base ?b) (p1 ?p) (p3 ?r))
  ?e1 <- (edge (p1 ?b) (p2 ?p) (label none))
  ?e2 <- (edge (p1 ?b) (p2 ?r))
  =>
  (modify ?e1 (label boundary))
  (modify ?e2 (label boundary)))

(defrule label_tee_B
  (stage (at label))
  (junction (type tee) (base ?b) (p1 ?r) (p3 ?p))
  ?e1 <- (edge (p1 ?b) (p2 ?p) (label none))
  ?e2 <- (edge (p1 ?b) (p2 ?r))
  =>
  (modify ?e1 (label boundary))
  (modify ?e2 (label boundary)))

(defrule label_fork_1
  (stage (at label))
  (junction (type fork) (base ?b))
  (edge (p1 ?b) (label plus))
  ?e1 <- (edge (p1 ?b) (p2 ?q) (label none))
  ?e2 <- (edge (p1 ?b) (p2 ?r&:(> ?r ?q)) (label none))
  =>
  (modify ?e1 (label plus))
  (modify ?e2 (label plus)))

(defrule label_fork_2
  (stage (at label))
  (junction (type fork) (base ?b))
  (edge (p1 ?b) (p2 ?p) (label boundary))
  (edge (p1 ?b) (p2 ~?p) (label minus))
  ?e <- (edge (p1 ?b) (label none))
  =>
  (modify ?e (label boundary)))

(defrule label_fork_3
  (stage (at label))
  (junction (type fork) (base ?b))
  (edge (p1 ?b) (p2 ?p) (label boundary))
  (edge (p1 ?b) (p2 ~?p) (label boundary))
  ?e <- (edge (p1 ?b) (label none))
  =>
  (modify ?e (label minus)))

(defrule label_fork_4
  (stage (at label))
  (junction (type fork) (base ?b))
  (edge (p1 ?b) (p2 ?p) (label minus))
  (edge (p1 ?b) (p2 ~?p) (label minus))
  ?e <- (edge (p1 ?b) (label none))
  =>
  (modify ?e (label minus)))

(defrule label_arrow_1A
  (stage (at label))
  (junction (type arrow) (base ?b) (p1 ?k) (p2 ?s) (p3 ?o))
  (edge (p1 ?b) (p2 ?k) (label ?l&boundary|minus))
  ?e2 <- (edge (p1 ?b) (p2 ?s) (label none))
  ?e3 <- (edge (p1 ?b) (p2 ?o))
  =>
  (modify ?e2 (label plus))
  (modify ?e3 (label ?l)))

(defrule label_arrow_1B
  (stage (at label))
  (junction (type arrow) (base ?b) (p1 ?o) (p2 ?s) (p3 ?k))
  (edge (p1 ?b) (p2 ?k) (label ?l&boundary|minus))
  ?e2 <- (edge (p1 ?b) (p2 ?s) (label none))
  ?e3 <- (edge (p1 ?b) (p2 ?o))
  =>
  (modify ?e2 (label plus))
  (modify ?e3 (label ?l)))

(defrule label_arrow_2A
  (stage (at label))
  (junction (type arrow) (base ?b) (p1 ?k) (p2 ?s) (p3 ?o))
  (edge (p1 ?b) (p2 ?k) (label ?l&boundary|minus))
  (edge (p1 ?b) (p2 ?s) (label plus))
  ?e3 <- (edge (p1 ?b) (p2 ?o) (label none))
  =>
  (modify ?e3 (label ?l)))

(defrule label_arrow_2B
  (stage (at label))
  (junction (type arrow) (base ?b) (p1 ?o) (p2 ?s) (p3 ?k))
  (edge (p1 ?b) (p2 ?k) (label ?l&boundary|minus))
  (edge (p1 ?b) (p2 ?s) (label plus))
  ?e3 <- (edge (p1 ?b) (p2 ?o) (label none))
  =>
  (modify ?e3 (label ?l)))

(defrule label_arrow_3A
  (stage (at label))
  (junction (type arrow) (base ?b) (p1 ?k) (p2 ?s) (p3 ?o))
  (edge (p1 ?b) (p2 ?k) (label plus))
  ?e2 <- (edge (p1 ?b) (p2 ?s) (label none))
  ?e3 <- (edge (p1 ?b) (p2 ?o))
  =>
  (modify ?e2 (label minus))
  (modify ?e3 (label plus)))

(defrule label_arrow_3B
  (stage (at label))
  (junction (type arrow) (base ?b) (p1 ?o) (p2 ?s) (p3 ?k))
  (edge (p1 ?b) (p2 ?k) (label plus))
  ?e2 <- (edge (p1 ?b) (p2 ?s) (label none))
  ?e3 <- (edge (p1 ?b) (p2 ?o))
  =>
  (modify ?e2 (label minus))
  (modify ?e3 (label plus)))

(defrule label_arrow_4A
  (stage (at label))
  (junction (type arrow) (base ?b) (p1 ?k) (p2 ?s) (p3 ?o))
  (edge (p1 ?b) (p2 ?k) (label plus))
  (edge (p1 ?b) (p2 ?s) (label minus))
  ?e3 <- (edge (p1 ?b) (p2 ?o) (label none))
  =>
  (modify ?e3 (label plus)))

(defrule label_arrow_4B
  (stage (at label))
  (junction (type arrow) (base ?b) (p1 ?o) (p2 ?s) (p3 ?k))
  (edge (p1 ?b) (p2 ?k) (label plus))
  (edge (p1 ?b) (p2 ?s) (label minus))
  ?e3 <- (edge (p1 ?b) (p2 ?o) (label none))
  =>
  (modify ?e3 (label plus)))

(defrule label_arrow_5
  (stage (at label))
  (junction (type arrow) (base ?b) (p1 ?p) (p2 ?q) (p3 ?r))
  (edge (p1 ?b) (p2 ?q) (label minus))
  ?e2 <- (edge (p1 ?b) (p2 ?p) (label none))
  ?e3 <- (edge (p1 ?b) (p2 ?r) (label none))
  =>
  (modify ?e2 (label plus))
  (modify ?e3 (label plus)))

(defrule done_labelling (declare (salience -10)) ?f <- (stage (at label)) => (modify ?f (at boundaries)))

(defrule plot_boundaries
  (stage (at boundaries))
  ?e <- (edge (p1 ?p) (p2 ?q) (plotted FALSE) (label boundary))
  (edge (p1 ?q) (p2 ?p))
  =>
  (modify ?e (plotted TRUE)))

(defrule done_plotting_boundaries (declare (salience -10)) ?f <- (stage (at boundaries)) => (modify ?f (at rest)))

(defrule plot_remaining
  (stage (at rest))
  ?e <- (edge (plotted FALSE) (label none))
  =>
  (modify ?e (plotted TRUE)))

(defrule done_plotting (declare (salience -10)) ?f <- (stage (at rest)) => (modify ?f (at done)))
