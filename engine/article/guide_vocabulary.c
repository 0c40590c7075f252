/* SPDX-License-Identifier: MIT
 * guide_vocabulary.c - words that could stand in the guide of any code.
 *
 * Folded and stemmed as guide_words.c does it, and sorted.  Words that name a part of the trade
 * (password, certificate, proxy, consent, guest, device) must not get in: a sentence of nothing but
 * these words is taken for filler.
 */
#include "article/guide_words.h"

#include <stdlib.h>
#include <string.h>

/* Never counted. */
static const char *const little[] = {
    "a", "about", "again", "all", "also", "am", "an", "and", "another", "any", "are", "as", "at",
    "be", "been", "being", "both", "by", "can", "could", "did", "do", "doe", "during", "each",
    "either", "for", "from", "had", "has", "have", "he", "her", "here", "hi", "his", "how", "i",
    "if", "im", "in", "into", "is", "it", "its", "just", "let", "may", "might", "more", "most",
    "must", "of", "on", "or", "other", "our", "out", "over", "own", "per", "please", "same",
    "shall", "she", "should", "so", "some", "such", "than", "that", "the", "their", "them", "then",
    "there", "these", "they", "theyre", "this", "those", "through", "to", "under", "up", "us",
    "very", "via", "was", "we", "were", "weve", "what", "when", "where", "which", "while", "who",
    "whom", "whose", "will", "with", "within", "would", "you", "youll", "your", "youre",
};

/* Turn the sense around, so that two texts may not differ in them. */
static const char *const turning[] = {
    "arent", "cannot", "cant", "couldnt", "didnt", "doesnt", "dont", "except", "hasnt", "havent",
    "isnt", "neither", "never", "no", "nor", "not", "only", "shouldnt", "unless", "wasnt", "werent",
    "without", "wont", "wouldnt",
};

/* Verbs with which advice begins that says nothing. */
static const char *const advice[] = {
    "advise", "analyze", "assess", "capture", "check", "collect", "communicate", "conduct",
    "confirm", "consider", "consult", "contact", "determine", "diagnose", "document",
    "double-check", "doublecheck", "educate", "ensure", "escalate", "evaluate", "examine",
    "familiarize", "find", "follow", "gather", "identify", "inform", "inspect", "instruct",
    "investigate", "keep", "learn", "log", "look", "maintain", "make", "monitor", "note", "observe",
    "obtain", "perform", "provide", "read", "recheck", "record", "refer", "remember", "report",
    "reproduce", "review", "search", "see", "seek", "stay", "test", "track", "train", "try",
    "understand", "use", "utilize", "validate", "verify", "visit",
};

/* The rest of what every guide says. */
static const char *const common[] = {
    "aad", "aadst", "ability", "able", "above", "abreast", "access", "accessibility", "accessing",
    "according", "accordingly", "account", "accuracy", "accurate", "accurately", "across", "act",
    "action", "activity", "actual", "actually", "ad", "additional", "additionally", "admin",
    "administrator", "advice", "affect", "affected", "affecting", "after", "aim", "align",
    "aligned", "along", "already", "alternatively", "alway", "analysis", "analyzing", "anomaly",
    "answer", "anything", "app", "applicable", "application", "applied", "apply", "applying",
    "appropriate", "appropriately", "area", "around", "article", "ask", "asking", "aspect",
    "assist", "assistance", "assisting", "associated", "assure", "attempt", "attempted",
    "attempting", "attention", "auth", "authentication", "available", "avoid", "aware", "awareness",
    "azure", "background", "based", "basic", "basis", "become", "before", "begin", "behavior",
    "behind", "best", "better", "between", "broader", "carefully", "carry", "case", "cause",
    "caused", "causing", "certain", "certainly", "change", "changed", "changing", "checking",
    "cite", "clarify", "clarity", "clearly", "code", "collaborate", "collected", "collecting",
    "collection", "come", "common", "commonly", "communication", "company", "completely",
    "comprehensive", "concern", "conclusion", "condition", "configuration", "configure",
    "configured", "configuring", "confirmation", "confirmed", "confirming", "consideration",
    "considering", "consistent", "consistently", "consulting", "contacting", "contain", "content",
    "context", "continue", "continued", "continuing", "correct", "correctly", "correlate",
    "correlation", "correspond", "corresponding", "cover", "crucial", "current", "currently",
    "data", "deal", "deeper", "define", "describe", "described", "description", "designated",
    "designed", "desired", "despite", "detail", "detailed", "determined", "determining",
    "developer", "development", "diagnosing", "diagnosis", "diagnostic", "difference", "different",
    "directory", "discrepancy", "discuss", "display", "displayed", "documentation", "documented",
    "documenting", "done", "double", "due", "easier", "easily", "educating", "education", "effect",
    "effective", "effectively", "effort", "else", "encounter", "encountered", "encountering", "end",
    "end-user", "ensured", "ensuring", "enter", "entra", "environment", "error", "escalating",
    "escalation", "especially", "essential", "etc", "even", "event", "every", "everything",
    "evidence", "exact", "exactly", "examining", "example", "expected", "experience", "experienced",
    "experiencing", "expert", "explain", "explanation", "exploring", "extra", "eye", "face",
    "facing", "fact", "fail", "failed", "failing", "failure", "familiar", "feedback", "finding",
    "first", "fix", "fixed", "fixing", "flow", "followed", "following", "forth", "found",
    "frequent", "frequently", "full", "fully", "function", "functional", "functioning", "further",
    "furthermore", "future", "gain", "gathered", "gathering", "general", "generally", "get",
    "getting", "give", "given", "glitch", "go", "going", "good", "gracefully", "gracious",
    "guidance", "guide", "guideline", "guiding", "happen", "happening", "happy", "head", "help",
    "helpful", "helping", "hence", "highlight", "highlighting", "history", "hold", "however",
    "idea", "ideally", "identified", "identifying", "illustrate", "impact", "impacted", "impacting",
    "implemented", "implementing", "importance", "important", "improve", "improvement",
    "inappropriate", "include", "included", "including", "inconsistency", "incorrect",
    "incorrectly", "indeed", "indicate", "indicated", "indicating", "individual", "info",
    "information", "informed", "initial", "initially", "insight", "inspecting", "instance",
    "instead", "instruction", "integration", "intended", "intermittent", "interpretation",
    "introduction", "investigating", "investigation", "involve", "involved", "involving", "isolate",
    "issue", "item", "itself", "keeping", "know", "knowing", "knowledge", "known", "later",
    "latest", "lead", "leading", "least", "like", "likely", "link", "logged", "logging", "login",
    "logon", "long", "looking", "made", "maintaining", "making", "manage", "management", "managing",
    "manner", "many", "material", "matter", "mean", "meaning", "measure", "mention", "mentioned",
    "message", "metric", "microsoft", "mind", "minimize", "misconfiguration", "misconfigured",
    "mistake", "modification", "modified", "modify", "monitored", "monitoring", "moreover", "much",
    "multiple", "necessary", "need", "needed", "needing", "next", "nonetheless", "normal",
    "normally", "noted", "notice", "noticed", "noting", "now", "number", "observed", "observing",
    "occasionally", "occur", "occurred", "occurrence", "occurring", "official", "often", "once",
    "one", "ongoing", "online", "operate", "option", "order", "organisation", "organization",
    "organizational", "original", "outcome", "outline", "outlined", "overall", "overview", "owner",
    "page", "paid", "part", "particular", "particularly", "party", "pattern", "pay", "performed",
    "performing", "permission", "permitted", "persist", "persisting", "perspective", "pertaining",
    "pertinent", "pinpoint", "place", "platform", "point", "policy", "portal", "portion",
    "possible", "possibly", "potential", "potentially", "practice", "precise", "prepare",
    "prerequisite", "prevent", "preventing", "prevention", "previous", "previously", "prior",
    "prioritize", "proactive", "proactively", "problem", "procedure", "proceed", "process",
    "processe", "product", "progress", "proper", "properly", "provided", "provider", "providing",
    "purpose", "quality", "question", "quick", "quickly", "quote", "raise", "rather", "reach",
    "reachability", "reached", "reaching", "reading", "really", "reason", "received", "receiving",
    "recent", "recently", "recommend", "recommendation", "recommended", "recording", "recur",
    "recurrence", "recurring", "reduce", "reference", "referred", "referring", "regard",
    "regarding", "regardless", "regular", "regularly", "relate", "related", "relating", "relevant",
    "reliable", "remain", "remaining", "remedy", "remind", "replicate", "reported", "reporting",
    "represent", "reproducible", "reproducing", "require", "required", "requirement", "requiring",
    "resolution", "resolve", "resolved", "resolving", "resource", "respective", "respond",
    "response", "responsible", "result", "resulting", "reveal", "reviewed", "reviewing", "right",
    "said", "sake", "save", "saved", "scenario", "screenshot", "second", "section", "seeking",
    "seem", "select", "selected", "selecting", "service", "sery", "set", "setting", "setup",
    "several", "share", "shared", "sharing", "show", "showing", "shown", "side", "sign-in",
    "significant", "signin", "similar", "simple", "simply", "simulate", "since", "site",
    "situation", "smooth", "smoothly", "software", "solution", "solve", "solved", "solving",
    "someone", "something", "sometime", "soon", "specialized", "specific", "specifically",
    "specified", "specify", "staff", "stage", "standard", "start", "started", "statement", "status",
    "step", "step-by-step", "still", "straightforward", "strategy", "structure", "structured",
    "submit", "successful", "successfully", "suggest", "suggested", "suggestion", "suit",
    "suitable", "summarize", "summary", "supplementary", "support", "supported", "supporting",
    "sure", "suspect", "symptom", "system", "systematic", "systematically", "tailor", "tailored",
    "take", "taken", "taking", "task", "team", "technical", "tell", "term", "tested", "testing",
    "text", "thank", "themselve", "therefore", "thing", "think", "third-party", "thorough",
    "thoroughly", "time", "timely", "timestamp", "tip", "together", "tool", "topic", "toward",
    "tracked", "tracking", "training", "transpire", "trend", "trigger", "triggered", "triggering",
    "trouble", "troubleshoot", "troubleshooting", "true", "trying", "typical", "typically",
    "ultimately", "uncertain", "underlying", "understanding", "understood", "until", "up-to-date",
    "update", "updated", "updating", "upon", "used", "useful", "user", "using", "usual", "usually",
    "utilizing", "validation", "variety", "various", "vendor", "verified", "verifying", "versus",
    "viable", "view", "viewing", "visiting", "vital", "want", "warning", "way", "website", "well",
    "whenever", "whether", "whole", "why", "wide", "work", "workflow", "working", "write", "yes",
    "yet", "yourself",
};

static int compare(const void *key, const void *element)
{
    return strcmp(key, *(const char *const *)element);
}

static bool is_in(const char *word, const char *const *list, size_t n)
{
    return bsearch(word, list, n, sizeof *list, compare) != NULL;
}

uint32_t rsv__vocabulary_flags(const char *word)
{
    if (is_in(word, little, sizeof little / sizeof *little))
        return WORD_LITTLE | WORD_COMMON;
    if (is_in(word, turning, sizeof turning / sizeof *turning))
        return WORD_TURN | WORD_COMMON;
    if (is_in(word, advice, sizeof advice / sizeof *advice))
        return WORD_ADVICE | WORD_COMMON;
    return is_in(word, common, sizeof common / sizeof *common) ? WORD_COMMON : 0;
}

const char *rsv__vocabulary_word(size_t i)
{
    static const struct {
        const char *const *words;
        size_t n;
    } lists[] = {
        {little, sizeof little / sizeof *little},
        {turning, sizeof turning / sizeof *turning},
        {advice, sizeof advice / sizeof *advice},
        {common, sizeof common / sizeof *common},
    };
    for (size_t l = 0; l < sizeof lists / sizeof *lists; l++) {
        if (i < lists[l].n)
            return lists[l].words[i];
        i -= lists[l].n;
    }
    return NULL;
}
