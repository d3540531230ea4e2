#pragma once

#include "tests/support/classictext.h"

namespace ft::test {

/// One download of a program of the classic dialect.
class ClassicFetch
{
public:
    enum class State {
        Running,
        Done, ///< as many bytes as the record says came behind `FILE: `
        NoConnection,
        Closed, ///< before one byte came
        Short, ///< closed in the middle
        Garbled, ///< something else came, or too much
    };

    /// Asks at the address and port of the record.
    ClassicFetch(const ClassicHabits &habits,
                 const QHostAddress &from,
                 const ClassicListing &record);
    ~ClassicFetch();
    Q_DISABLE_COPY_MOVE(ClassicFetch)

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isOver() const { return m_state != State::Running; }
    /// What stood behind `FILE: `, so far.
    [[nodiscard]] const QByteArray &content() const { return m_content; }

private:
    void look();
    void judgeTheEnd();
    void finish(State state);

    ClassicHabits m_habits;
    qsizetype m_size;
    std::unique_ptr<EventSocket> m_socket;
    QByteArray m_content;
    State m_state = State::Running;
};

} // namespace ft::test
