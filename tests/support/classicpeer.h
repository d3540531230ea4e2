#pragma once

#include "tests/support/classicfetch.h"
#include "tests/support/classicshelf.h"

#include <QTimer>

#include <chrono>

namespace ft::test {

/// A program somebody else wrote to the original descriptions: it joins a tracker, searches,
/// downloads, serves its own files and leaves, in its own habits.
///
/// Uses nothing of the product. Works in the event loop of its thread: every request returns at
/// once, and its outcome is asked for.
class ClassicPeer
{
public:
    enum class State {
        Outside,
        Greeting, ///< HELLO is said
        Joined, ///< `HI` came, and the records are on their way
        Refused, ///< the tracker said something else, or closed
    };
    /// How long nothing more must come behind an answer for it to be over.
    static constexpr std::chrono::milliseconds Silence{250};

    /// Every connection comes from `address`, one of this machine, and its files are served there.
    explicit ClassicPeer(const ClassicHabits &habits = {}, const QByteArray &address = "127.0.0.1");

    void give(const ClassicFile &file) { m_shelf.give(file); }
    [[nodiscard]] ClassicShelf &shelf() { return m_shelf; }
    [[nodiscard]] const ClassicHabits &habits() const { return m_habits; }

    /// The tracker on that port of 127.0.0.1, for a program that has not joined it.
    void aimAt(quint16 tracker) { m_tracker = tracker; }
    /// Serves its files, and says HELLO to that tracker, then its records. A second time it joins
    /// anew.
    void join(quint16 tracker);
    [[nodiscard]] State state() const { return m_state; }

    /// On the connection it has, or on a new one. `patience` is how long no byte must come for the
    /// answer to be Silence; it is that, too, when the tracker closes without a word.
    void search(const QByteArray &name, std::chrono::milliseconds patience);
    /// To the last search, when it is over.
    [[nodiscard]] const std::optional<ClassicAnswer> &answer() const { return m_answer; }

    /// The download is over before another begins.
    void download(const ClassicListing &record);
    /// The last one.
    [[nodiscard]] const ClassicFetch *fetch() const { return m_fetch.get(); }

    /// BYE, and the program ends.
    void leave();
    /// BYE, but its files are served on.
    void sayBye();
    /// Ends without a word.
    void vanish();

    /// What the tracker said when nothing had been asked.
    [[nodiscard]] const QByteArray &unasked() const { return m_unasked; }
    /// Whether the tracker has closed the connection it had.
    [[nodiscard]] bool isCutOff() const { return m_line && m_line->isEnded(); }

private:
    enum class Waiting { Nothing, Hi, Answer };

    [[nodiscard]] bool isOneShot() const
    {
        return m_habits.connection == ClassicHabits::Connection::OneShot;
    }
    void call();
    void say(const QByteArray &message);
    void hear();
    void hearHi();
    void endAnswer();
    void lineEnded();

    ClassicHabits m_habits;
    QHostAddress m_address;
    ClassicShelf m_shelf;
    std::unique_ptr<EventSocket> m_line;
    std::unique_ptr<ClassicFetch> m_fetch;
    QTimer m_silence;
    std::optional<ClassicAnswer> m_answer;
    QByteArray m_unasked;
    State m_state = State::Outside;
    Waiting m_waiting = Waiting::Nothing;
    quint16 m_tracker = 0;
};

} // namespace ft::test
